import { createRoute } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import { bearerSecurity, errorResponses, tokenErrors } from "../server/openapiResponses.ts";
import { LinkId } from "./linkId.ts";

const document = graphql(
  `
  mutation DeleteLink($input: DeleteLinkInput!) {
    deleteLink(input: $input) {
      __typename
      ... on DeleteLinkPayload { databaseId }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

export const deleteLink = defineRoute({
  document,
  route: createRoute({
    method: "delete",
    path: "/links/{link_id}",
    tags: ["Links"],
    operationId: "deleteLink",
    summary: "Permanently delete a link",
    description:
      "Deletes one of your links and its statistics. Only you can reuse its short code. Requires the `links:write` scope.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    request: { params: LinkId },
    responses: {
      204: { description: "The link is deleted." },
      ...errorResponses(...tokenErrors, 404),
    },
  }),
  handler: async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const { deleteLink } = await runDocument(c, document, { input: { by } });
    unwrapPayload(deleteLink, "DeleteLinkPayload");
    return c.body(null, 204);
  },
});
