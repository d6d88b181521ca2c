import { createRoute, z } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { requireViewer, runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import {
  bearerSecurity,
  errorResponses,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkFragment, toRestLink } from "./linkMapping.ts";
import { Link } from "./linkSchemas.ts";

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

const wholeNumber = (max: number, defaultValue: number) =>
  z
    .string("must be a whole number")
    .regex(/^\d{1,8}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1, "must be at least 1").max(max, `must be at most ${max}`))
    .default(defaultValue)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: defaultValue });

const Page = z.object({ page: wholeNumber(10_000_000, 1), per_page: wholeNumber(100, 20) });

const LinkList = z
  .strictObject({
    links: z.array(Link).openapi({ maxItems: 100 }),
    page: z.int().openapi({ minimum: 1, maximum: 10_000_000 }),
    per_page: z.int().openapi({ minimum: 1, maximum: 100 }),
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
    description: "Lists your links in numbered pages, newest first. Needs `links:read`.",
    security: bearerSecurity,
    middleware: [requireToken] as const,
    request: { query: Page },
    responses: {
      200: jsonResponse("A page, newest first.", LinkList),
      ...errorResponses(...tokenErrors),
    },
  }),
  handler: async (c) => {
    const { page, per_page: perPage } = c.req.valid("query");
    const { viewer } = await runDocument(c, document, { page, perPage });
    const { linkPage } = requireViewer(viewer);
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
