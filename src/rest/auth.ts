import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import {
  ListTokensDocument,
  LoginDocument,
  RegisterDocument,
  RevokeTokenDocument,
} from "./documents.ts";
import { toRestScopes } from "./mappers.ts";
import {
  AccountSchema,
  CredentialsSchema,
  IssuedTokenSchema,
  NewAccountSchema,
  TokenIdSchema,
  TokenListSchema,
} from "./schemas.ts";
import { ignoreCredentials, requireToken } from "./server/authentication.ts";
import { requireViewer, runDocument, unwrapPayload } from "./server/executeDocument.ts";
import { parseJsonBody } from "./server/jsonBody.ts";
import {
  bearerSecurity,
  bodyErrors,
  errorResponses,
  jsonRequestBody,
  jsonResponse,
  tokenErrors,
} from "./server/openapiResponses.ts";
import type { RestEnvironment } from "./server/restEnvironment.ts";

const registerRoute = createRoute({
  method: "post",
  path: "/auth/register",
  tags: ["Authentication"],
  operationId: "register",
  summary: "Create a new account",
  description: "Creates an account. It does not log in: use `login` next.",
  security: [],
  middleware: [ignoreCredentials, ...parseJsonBody] as const,
  request: { body: jsonRequestBody(NewAccountSchema) },
  responses: {
    201: jsonResponse("The account.", AccountSchema),
    ...errorResponses(...bodyErrors, 403, 409),
  },
});

const loginRoute = createRoute({
  method: "post",
  path: "/auth/login",
  tags: ["Authentication"],
  operationId: "login",
  summary: "Authenticate and receive an API token",
  description: "Creates an API token with all scopes. Its secret is shown this once.",
  security: [],
  middleware: [ignoreCredentials, ...parseJsonBody] as const,
  request: { body: jsonRequestBody(CredentialsSchema) },
  responses: {
    200: jsonResponse("The token.", IssuedTokenSchema),
    ...errorResponses(...bodyErrors, 401, 403, 409),
  },
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
  responses: {
    200: jsonResponse("The tokens.", TokenListSchema),
    ...errorResponses(...tokenErrors),
  },
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
    params: z.object({ token_id: TokenIdSchema }),
    query: z.object({ include_derived: IncludeDerived }),
  },
  responses: {
    204: { description: "The token is worthless now." },
    ...errorResponses(...tokenErrors, 404),
  },
});

type TokenConnection = NonNullable<ResultOf<typeof ListTokensDocument>["viewer"]>["tokens"];

/** Mounts the routes of accounts and tokens. */
export function mountAuthRoutes(api: OpenAPIHono<RestEnvironment>): void {
  api.openapi(registerRoute, async (c) => {
    const { register } = await runDocument(c, RegisterDocument, { input: c.req.valid("json") });
    const { user } = unwrapPayload(register, "RegisterPayload");
    return c.json({ id: user.databaseId, email: user.email, created_at: user.createdAt }, 201);
  });

  api.openapi(loginRoute, async (c) => {
    const { login } = await runDocument(c, LoginDocument, { input: c.req.valid("json") });
    const { secret, token, user } = unwrapPayload(login, "LoginPayload");
    return c.json(
      {
        token: secret,
        token_id: token.tokenId,
        token_type: "bearer" as const,
        name: token.name,
        scopes: toRestScopes(token.scopes),
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
      const result: ResultOf<typeof ListTokensDocument> = await runDocument(c, ListTokensDocument, {
        after,
      });
      const { nodes, pageInfo }: TokenConnection = requireViewer(result.viewer).tokens;
      tokens.push(...nodes.map(toRestToken));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return c.json({ tokens }, 200);
  });

  api.openapi(revokeTokenRoute, async (c) => {
    const { token_id: tokenId } = c.req.valid("param");
    const { include_derived: includeDerived } = c.req.valid("query");
    const { revokeToken } = await runDocument(c, RevokeTokenDocument, {
      input: { tokenId, includeDerived },
    });
    unwrapPayload(revokeToken, "RevokeTokenPayload");
    return c.body(null, 204);
  });
}

function toRestToken(token: NonNullable<TokenConnection["nodes"]>[number]) {
  return {
    token_id: token.tokenId,
    name: token.name,
    prefix: token.prefix,
    scopes: toRestScopes(token.scopes),
    created_by_token_id: token.createdByTokenId,
    created_at: token.createdAt,
    last_used_at: token.lastUsedAt,
    expires_at: token.expiresAt,
  };
}
