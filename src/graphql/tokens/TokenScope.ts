import type { Scope } from "../../core/auth/scopes.ts";
import { builder } from "../schema/builder.ts";

/** Returns the name of a scope in the schema. */
export function scopeName(scope: Scope): string {
  return scope.toUpperCase().replace(":", "_");
}

export const TokenScope = builder.enumType("TokenScope", {
  description: "A permission of an API token.",
  values: {
    LINKS_READ: {
      value: "links:read",
      description: "Read links, their settings and their history.",
    },
    LINKS_WRITE: { value: "links:write", description: "Create, update and delete links." },
    STATS_READ: {
      value: "stats:read",
      description: "Read clicks and statistics, and subscribe to clicks.",
    },
    TOKENS_READ: { value: "tokens:read", description: "Read API tokens, without their secrets." },
    TOKENS_WRITE: { value: "tokens:write", description: "Create and revoke API tokens." },
    ACCOUNT_WRITE: {
      value: "account:write",
      description: "Change the password, read and end sessions, and delete the account.",
    },
  } satisfies Record<string, { value: Scope; description: string }>,
});
