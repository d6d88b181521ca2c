import { createRoute } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import { parseJsonBody } from "../server/jsonBody.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import {
  bearerSecurity,
  bodyErrors,
  errorResponses,
  jsonRequestBody,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkId } from "./linkId.ts";
import { LinkFragment, toLinkInput, toRestLink } from "./linkMapping.ts";
import { Link, LinkChanges } from "./linkSchemas.ts";

const document = graphql(
  `
  mutation UpdateLink($input: UpdateLinkInput!) {
    updateLink(input: $input) {
      __typename
      ... on UpdateLinkPayload { link { ...LinkFields } }
      ...UserErrorFields
    }
  }
`,
  [LinkFragment, UserErrorFields],
);

export const updateLink = defineRoute({
  document,
  route: createRoute({
    method: "put",
    path: "/links/{link_id}",
    tags: ["Links"],
    operationId: "updateLink",
    summary: "Update link URL or status",
    description:
      "Updates the given fields of one of your links, such as its URL, status or settings. Changes apply from the next redirect on. Requires the `links:write` scope.",
    security: bearerSecurity,
    middleware: [requireToken, ...parseJsonBody] as const,
    request: { params: LinkId, body: jsonRequestBody(LinkChanges) },
    responses: {
      200: jsonResponse("The updated link.", Link),
      ...errorResponses(...tokenErrors, ...bodyErrors, 404),
    },
  }),
  handler: async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const input = { by, ...toLinkInput(c.req.valid("json")) };
    const { updateLink } = await runDocument(c, document, { input });
    return c.json(toRestLink(unwrapPayload(updateLink, "UpdateLinkPayload").link), 200);
  },
});
