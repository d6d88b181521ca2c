import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { answering, bearerSecurity, failing, ofBodies, ofTokens, taking } from "./describe.ts";
import { CreateLink, DeleteLink, GetLink, ListLinks, UpdateLink } from "./documents.ts";
import type { RestEnvironment } from "./environment.ts";
import { RestFailure } from "./failure.ts";
import { jsonBody, requireToken } from "./middleware.ts";
import { graphqlSettings, restLink } from "./representation.ts";
import { payload, present, run } from "./run.ts";
import { Link, LinkChanges, LinkList, NewLink } from "./schemas.ts";

const wholeNumber = (maximum: number, fallback: number) =>
  z
    .string("must be a whole number")
    .regex(/^\d{1,8}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1, "must be at least 1").max(maximum, `must be at most ${maximum}`))
    .default(fallback)
    .openapi({ type: "integer", minimum: 1, maximum, default: fallback });

const Page = z.object({ page: wholeNumber(10_000_000, 1), per_page: wholeNumber(100, 20) });

const LinkId = z.object({
  link_id: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .pipe(z.int())
    .openapi({
      type: "integer",
      format: "int64",
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      example: 1,
    }),
});

const common = { tags: ["Links"], security: bearerSecurity };

const listLinksRoute = createRoute({
  ...common,
  method: "get",
  path: "/links",
  operationId: "listLinks",
  summary: "List your links (paginated)",
  description: "Lists your links in numbered pages, newest first. Needs `links:read`.",
  middleware: [requireToken] as const,
  request: { query: Page },
  responses: { 200: answering("A page, newest first.", LinkList), ...failing(...ofTokens) },
});

const createLinkRoute = createRoute({
  ...common,
  method: "post",
  path: "/links",
  operationId: "createLink",
  summary: "Create a short link",
  description: "Creates a short link, which redirects from then on. Needs `links:write`.",
  middleware: [requireToken, ...jsonBody] as const,
  request: { body: taking(NewLink) },
  responses: {
    201: {
      ...answering("The link.", Link),
      headers: z.object({ Location: z.string().openapi({ example: "/api/v1/links/1" }) }),
    },
    ...failing(...ofTokens, ...ofBodies, 409),
  },
});

const getLinkRoute = createRoute({
  ...common,
  method: "get",
  path: "/links/{link_id}",
  operationId: "getLink",
  summary: "Get link details",
  description: "Returns one of your links. Needs `links:read`.",
  middleware: [requireToken] as const,
  request: { params: LinkId },
  responses: { 200: answering("The link.", Link), ...failing(...ofTokens, 404) },
});

const updateLinkRoute = createRoute({
  ...common,
  method: "put",
  path: "/links/{link_id}",
  operationId: "updateLink",
  summary: "Update a link's URL, status or settings",
  description:
    "Changes what is given of one of your links, from the next redirect on. Needs `links:write`.",
  middleware: [requireToken, ...jsonBody] as const,
  request: { params: LinkId, body: taking(LinkChanges) },
  responses: {
    200: answering("The link as it is now.", Link),
    ...failing(...ofTokens, ...ofBodies, 404),
  },
});

const deleteLinkRoute = createRoute({
  ...common,
  method: "delete",
  path: "/links/{link_id}",
  operationId: "deleteLink",
  summary: "Permanently delete a link",
  description:
    "Deletes one of your links with its statistics. Only you can reuse its code. Needs `links:write`.",
  middleware: [requireToken] as const,
  request: { params: LinkId },
  responses: { 204: { description: "The link is gone." }, ...failing(...ofTokens, 404) },
});

/** Mounts the routes of links. */
export function mountLinks(api: OpenAPIHono<RestEnvironment>): void {
  api.openapi(listLinksRoute, async (c) => {
    const { page, per_page: perPage } = c.req.valid("query");
    const { viewer } = await run(c, ListLinks, { page, perPage });
    const { linkPage } = present(viewer);
    return c.json(
      {
        links: linkPage.links.map(restLink),
        page: linkPage.page,
        per_page: linkPage.perPage,
        has_next: linkPage.hasNext,
      },
      200,
    );
  });

  api.openapi(createLinkRoute, async (c) => {
    const { original_url: originalUrl, short_code: shortCode, ...rest } = c.req.valid("json");
    const input = { ...graphqlSettings(rest), originalUrl, shortCode };
    const { createLink } = await run(c, CreateLink, { input });
    const { link } = payload(createLink, "CreateLinkPayload");
    c.header("Location", `/api/v1/links/${link.databaseId}`);
    return c.json(restLink(link), 201);
  });

  api.openapi(getLinkRoute, async (c) => {
    const { link } = await run(c, GetLink, { id: c.req.valid("param").link_id });
    if (!link) throw linkNotFound();
    return c.json(restLink(link), 200);
  });

  api.openapi(updateLinkRoute, async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const input = { by, ...graphqlSettings(c.req.valid("json")) };
    const { updateLink } = await run(c, UpdateLink, { input });
    return c.json(restLink(payload(updateLink, "UpdateLinkPayload").link), 200);
  });

  api.openapi(deleteLinkRoute, async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const { deleteLink } = await run(c, DeleteLink, { input: { by } });
    payload(deleteLink, "DeleteLinkPayload");
    return c.body(null, 204);
  });
}

/** The same words as the schema's, so that nobody can tell a stranger's link from none. */
export function linkNotFound(): RestFailure {
  return new RestFailure("LINK_NOT_FOUND", "You have no link like this.");
}
