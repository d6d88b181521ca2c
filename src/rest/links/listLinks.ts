import { createRoute, z } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { requireData, requireViewer, runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import {
  bearerSecurity,
  errorResponses,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkFragment, toRestLink } from "./linkMapping.ts";
import { Link } from "./linkSchemas.ts";
import { maxPerPage, PageParameters, pageNumber } from "./pageParameters.ts";

const document = graphql(
  `
  query ListLinks($page: Int!, $perPage: Int!) {
    viewer {
      linkPage(page: $page, perPage: $perPage) {
        links { ...LinkFields }
        page perPage hasNext
      }
    }
  }
`,
  [LinkFragment],
);

const LinkList = z
  .strictObject({
    links: z.array(Link).openapi({ maxItems: maxPerPage }),
    page: pageNumber("page"),
    per_page: pageNumber("perPage"),
    has_next: z.boolean(),
  })
  .openapi("LinkList");

export const listLinks = defineRoute({
  document,
  route: createRoute({
    method: "get",
    path: "/links",
    tags: ["Links"],
    operationId: "listLinks",
    summary: "List your links (paginated)",
    description: "Lists your links by page number, newest first. Requires the `links:read` scope.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    request: { query: PageParameters },
    responses: {
      200: jsonResponse("A page of links, newest first.", LinkList),
      ...errorResponses(...tokenErrors),
    },
  }),
  handler: async (c) => {
    const { page, per_page: perPage } = c.req.valid("query");
    const { viewer } = await runDocument(c, document, { page, perPage });
    const linkPage = requireData(requireViewer(viewer).linkPage);
    return c.json(
      {
        links: linkPage.links.map(toRestLink),
        page: linkPage.page,
        per_page: linkPage.perPage,
        has_next: linkPage.hasNext,
      },
      200,
    );
  },
});
