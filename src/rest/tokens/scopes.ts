import { z } from "@hono/zod-openapi";
import { assertEnumType } from "graphql";
import { schema } from "../../graphql/schema.ts";
import type { introspection } from "../server/schema.generated.d.ts";

type TokenScope = introspection["types"]["TokenScope"]["enumValues"];

type RestScope<Scope = TokenScope> = Scope extends `${infer Subject}_${infer Action}`
  ? `${Lowercase<Subject>}:${Lowercase<Action>}`
  : never;

const tokenScopes = assertEnumType(schema.getType("TokenScope")).getValues();

export const Scopes = z
  .array(z.enum(tokenScopes.map(({ name }) => toRestScope(name as TokenScope))))
  .openapi({ minItems: 1, uniqueItems: true });

/** Returns scopes under their REST names: `LINKS_READ` is `links:read`. */
export function toRestScopes(scopes: readonly TokenScope[]): RestScope[] {
  return scopes.map(toRestScope);
}

function toRestScope(scope: TokenScope): RestScope {
  return scope.toLowerCase().replace("_", ":") as RestScope;
}
