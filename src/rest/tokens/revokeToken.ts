import { createRoute, z } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import { bearerSecurity, errorResponses, tokenErrors } from "../server/openapiResponses.ts";
import { TokenId } from "./tokenSchemas.ts";

const document = graphql(
  `
  mutation RevokeToken($input: RevokeTokenInput!) {
    revokeToken(input: $input) {
      __typename
      ... on RevokeTokenPayload { tokenId }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

const IncludeDerived = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((text) => text === "true")
  .openapi({
    type: "boolean",
    default: false,
    description:
      "Also revokes the tokens that were created with it, directly or through other tokens.",
  });

export const revokeToken = defineRoute({
  document,
  route: createRoute({
    method: "delete",
    path: "/auth/tokens/{token_id}",
    tags: ["Authentication"],
    operationId: "revokeToken",
    summary: "Revoke a token",
    description:
      "Revokes an API token, immediately and permanently. Requires the `tokens:write` scope.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    request: {
      params: z.object({ token_id: TokenId }),
      query: z.object({ include_derived: IncludeDerived }),
    },
    responses: {
      204: { description: "The token is revoked." },
      ...errorResponses(...tokenErrors, 404),
    },
  }),
  handler: async (c) => {
    const { token_id: tokenId } = c.req.valid("param");
    const { include_derived: includeDerived } = c.req.valid("query");
    const { revokeToken } = await runDocument(c, document, {
      input: { by: { tokenId }, includeDerived },
    });
    unwrapPayload(revokeToken, "RevokeTokenPayload");
    return c.body(null, 204);
  },
});
