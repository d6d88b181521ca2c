import { createRoute } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import {
  bearerSecurity,
  errorResponses,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkId, linkNotFoundError } from "./linkId.ts";
import { LinkFragment, toRestLink } from "./linkMapping.ts";
import { Link } from "./linkSchemas.ts";

const document = graphql(
  `
  query GetLink($id: SafeInt!) {
    link(by: { databaseId: $id }) { ...LinkFields }
  }
`,
  [LinkFragment],
);

export const getLink = defineRoute({
  document,
  route: createRoute({
    method: "get",
    path: "/links/{link_id}",
    tags: ["Links"],
    operationId: "getLink",
    summary: "Get link details",
    description: "Returns one of your links. Requires the `links:read` scope.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    request: { params: LinkId },
    responses: { 200: jsonResponse("The link.", Link), ...errorResponses(...tokenErrors, 404) },
  }),
  handler: async (c) => {
    const { link } = await runDocument(c, document, { id: c.req.valid("param").link_id });
    if (!link) throw linkNotFoundError();
    return c.json(toRestLink(link), 200);
  },
});
