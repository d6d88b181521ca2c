import { createRoute, z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { requireData, requireViewer, runDocument } from "../server/executeDocument.ts";
import { Time } from "../server/fieldSchemas.ts";
import { graphql } from "../server/graphql.ts";
import {
  bearerSecurity,
  errorResponses,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { Scopes, toRestScopes } from "./scopes.ts";
import { TokenId, TokenName } from "./tokenSchemas.ts";

const document = graphql(`
  query ListTokens($after: String) {
    viewer {
      tokens(first: 100, after: $after) {
        nodes { tokenId name prefix scopes createdByTokenId createdAt lastUsedAt expiresAt }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

type Viewer = NonNullable<ResultOf<typeof document>["viewer"]>;
type TokenConnection = NonNullable<Viewer["tokens"]>;

const Token = z.strictObject({
  token_id: TokenId,
  name: TokenName,
  prefix: z.string().openapi({
    minLength: 9,
    maxLength: 9,
    description: "The first characters of the token.",
  }),
  scopes: Scopes,
  created_by_token_id: TokenId.nullable().openapi({
    description:
      "The ID of the token that created it, null if it was created with a password or in a browser.",
  }),
  created_at: Time,
  last_used_at: Time.nullable(),
  expires_at: Time.nullable(),
});

const TokenList = z.strictObject({ tokens: z.array(Token) }).openapi("TokenList");

export const listTokens = defineRoute({
  document,
  route: createRoute({
    method: "get",
    path: "/auth/tokens",
    tags: ["Authentication"],
    operationId: "listTokens",
    summary: "List your API tokens",
    description:
      "Lists the API tokens of your account, newest first. Revoked tokens are excluded. Requires the `tokens:read` scope.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    responses: {
      200: jsonResponse("The tokens.", TokenList),
      ...errorResponses(...tokenErrors),
    },
  }),
  handler: async (c) => {
    const tokens: z.infer<typeof Token>[] = [];
    let after: string | null = null;
    do {
      const result: ResultOf<typeof document> = await runDocument(c, document, { after });
      const { nodes, pageInfo }: TokenConnection = requireData(requireViewer(result.viewer).tokens);
      tokens.push(...nodes.map(toRestToken));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return c.json({ tokens }, 200);
  },
});

function toRestToken(token: TokenConnection["nodes"][number]): z.infer<typeof Token> {
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
