import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import { answering, bearerSecurity, failing, ofBodies, ofTokens, taking } from "./describe.ts";
import { ListTokens, Login, Register, RevokeToken } from "./documents.ts";
import type { RestEnvironment } from "./environment.ts";
import { allowAnybody, jsonBody, requireToken } from "./middleware.ts";
import { restScopes } from "./representation.ts";
import { payload, present, run } from "./run.ts";
import { Account, Credentials, IssuedToken, NewAccount, TokenId, TokenList } from "./schemas.ts";

const registerRoute = createRoute({
  method: "post",
  path: "/auth/register",
  tags: ["Authentication"],
  operationId: "register",
  summary: "Create a new account",
  description: "Creates an account. It does not log in: use `login` next.",
  security: [],
  middleware: [allowAnybody, ...jsonBody] as const,
  request: { body: taking(NewAccount) },
  responses: { 201: answering("The account.", Account), ...failing(...ofBodies, 403, 409) },
});

const loginRoute = createRoute({
  method: "post",
  path: "/auth/login",
  tags: ["Authentication"],
  operationId: "login",
  summary: "Authenticate and receive an API token",
  description: "Creates an API token with all scopes. Its secret is shown this once.",
  security: [],
  middleware: [allowAnybody, ...jsonBody] as const,
  request: { body: taking(Credentials) },
  responses: { 200: answering("The token.", IssuedToken), ...failing(...ofBodies, 401, 403, 409) },
});

const listTokensRoute = createRoute({
  method: "get",
  path: "/auth/tokens",
  tags: ["Authentication"],
  operationId: "listTokens",
  summary: "List your API tokens",
  description: "Lists the tokens of your account that are not revoked. Needs `tokens:read`.",
  security: bearerSecurity,
  middleware: [requireToken] as const,
  responses: { 200: answering("The tokens.", TokenList), ...failing(...ofTokens) },
});

const IncludeDerived = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((text) => text === "true")
  .openapi({
    type: "boolean",
    default: false,
    description: "Also revokes the tokens that were made with it, and those made with these.",
  });

const revokeTokenRoute = createRoute({
  method: "delete",
  path: "/auth/tokens/{token_id}",
  tags: ["Authentication"],
  operationId: "revokeToken",
  summary: "Revoke a token",
  description: "Revokes a token: requests with it are rejected from then on. Needs `tokens:write`.",
  security: bearerSecurity,
  middleware: [requireToken] as const,
  request: {
    params: z.object({ token_id: TokenId }),
    query: z.object({ include_derived: IncludeDerived }),
  },
  responses: {
    204: { description: "The token is worthless now." },
    ...failing(...ofTokens, 404),
  },
});

type TokenConnection = NonNullable<ResultOf<typeof ListTokens>["viewer"]>["tokens"];

/** Mounts the routes of accounts and tokens. */
export function mountAccounts(api: OpenAPIHono<RestEnvironment>): void {
  api.openapi(registerRoute, async (c) => {
    const { register } = await run(c, Register, { input: c.req.valid("json") });
    const { user } = payload(register, "RegisterPayload");
    return c.json({ id: user.databaseId, email: user.email, created_at: user.createdAt }, 201);
  });

  api.openapi(loginRoute, async (c) => {
    const { login } = await run(c, Login, { input: c.req.valid("json") });
    const { secret, token, user } = payload(login, "LoginPayload");
    return c.json(
      {
        token: secret,
        token_id: token.tokenId,
        token_type: "bearer" as const,
        name: token.name,
        scopes: restScopes(token.scopes),
        created_at: token.createdAt,
        expires_at: token.expiresAt,
        user: { id: user.databaseId, email: user.email },
      },
      200,
    );
  });

  api.openapi(listTokensRoute, async (c) => {
    const tokens = [];
    let after: string | null = null;
    do {
      const result: ResultOf<typeof ListTokens> = await run(c, ListTokens, { after });
      const { nodes, pageInfo }: TokenConnection = present(result.viewer).tokens;
      tokens.push(...nodes.map(restToken));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return c.json({ tokens }, 200);
  });

  api.openapi(revokeTokenRoute, async (c) => {
    const { token_id: tokenId } = c.req.valid("param");
    const { include_derived: includeDerived } = c.req.valid("query");
    const { revokeToken } = await run(c, RevokeToken, { input: { tokenId, includeDerived } });
    payload(revokeToken, "RevokeTokenPayload");
    return c.body(null, 204);
  });
}

function restToken(token: NonNullable<TokenConnection["nodes"]>[number]) {
  return {
    token_id: token.tokenId,
    name: token.name,
    prefix: token.prefix,
    scopes: restScopes(token.scopes),
    created_by_token_id: token.createdByTokenId,
    created_at: token.createdAt,
    last_used_at: token.lastUsedAt,
    expires_at: token.expiresAt,
  };
}
