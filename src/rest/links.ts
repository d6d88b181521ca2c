import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  CreateLinkDocument,
  DeleteLinkDocument,
  GetLinkDocument,
  ListLinksDocument,
  UpdateLinkDocument,
} from "./documents.ts";
import { toLinkSettingsInput, toRestLink } from "./mappers.ts";
import { LinkChangesSchema, LinkListSchema, LinkSchema, NewLinkSchema } from "./schemas.ts";
import { requireToken } from "./server/authentication.ts";
import { RestError } from "./server/errors.ts";
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

const wholeNumber = (max: number, defaultValue: number) =>
  z
    .string("must be a whole number")
    .regex(/^\d{1,8}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1, "must be at least 1").max(max, `must be at most ${max}`))
    .default(defaultValue)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: defaultValue });

const Page = z.object({ page: wholeNumber(10_000_000, 1), per_page: wholeNumber(100, 20) });

const LinkId = z.object({
  link_id: z.string().transform(parseLinkId).openapi({
    type: "integer",
    format: "int64",
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    example: 1,
  }),
});

const linkRoute = { tags: ["Links"], security: bearerSecurity };

const listLinksRoute = createRoute({
  ...linkRoute,
  method: "get",
  path: "/links",
  operationId: "listLinks",
  summary: "List your links (paginated)",
  description: "Lists your links in numbered pages, newest first. Needs `links:read`.",
  middleware: [requireToken] as const,
  request: { query: Page },
  responses: {
    200: jsonResponse("A page, newest first.", LinkListSchema),
    ...errorResponses(...tokenErrors),
  },
});

const createLinkRoute = createRoute({
  ...linkRoute,
  method: "post",
  path: "/links",
  operationId: "createLink",
  summary: "Create a short link",
  description: "Creates a short link, which redirects from then on. Needs `links:write`.",
  middleware: [requireToken, ...parseJsonBody] as const,
  request: { body: jsonRequestBody(NewLinkSchema) },
  responses: {
    201: {
      ...jsonResponse("The link.", LinkSchema),
      headers: z.object({ Location: z.string().openapi({ example: "/api/v1/links/1" }) }),
    },
    ...errorResponses(...tokenErrors, ...bodyErrors, 409),
  },
});

const getLinkRoute = createRoute({
  ...linkRoute,
  method: "get",
  path: "/links/{link_id}",
  operationId: "getLink",
  summary: "Get link details",
  description: "Returns one of your links. Needs `links:read`.",
  middleware: [requireToken] as const,
  request: { params: LinkId },
  responses: { 200: jsonResponse("The link.", LinkSchema), ...errorResponses(...tokenErrors, 404) },
});

const updateLinkRoute = createRoute({
  ...linkRoute,
  method: "put",
  path: "/links/{link_id}",
  operationId: "updateLink",
  summary: "Update a link's URL, status or settings",
  description:
    "Changes what is given of one of your links, from the next redirect on. Needs `links:write`.",
  middleware: [requireToken, ...parseJsonBody] as const,
  request: { params: LinkId, body: jsonRequestBody(LinkChangesSchema) },
  responses: {
    200: jsonResponse("The link as it is now.", LinkSchema),
    ...errorResponses(...tokenErrors, ...bodyErrors, 404),
  },
});

const deleteLinkRoute = createRoute({
  ...linkRoute,
  method: "delete",
  path: "/links/{link_id}",
  operationId: "deleteLink",
  summary: "Permanently delete a link",
  description:
    "Deletes one of your links with its statistics. Only you can reuse its code. Needs `links:write`.",
  middleware: [requireToken] as const,
  request: { params: LinkId },
  responses: { 204: { description: "The link is gone." }, ...errorResponses(...tokenErrors, 404) },
});

/** Mounts the routes of links. */
export function mountLinkRoutes(api: OpenAPIHono<RestEnvironment>): void {
  api.openapi(listLinksRoute, async (c) => {
    const { page, per_page: perPage } = c.req.valid("query");
    const { viewer } = await runDocument(c, ListLinksDocument, { page, perPage });
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
  });

  api.openapi(createLinkRoute, async (c) => {
    const { original_url: originalUrl, short_code: shortCode, ...rest } = c.req.valid("json");
    const input = { ...toLinkSettingsInput(rest), originalUrl, shortCode };
    const { createLink } = await runDocument(c, CreateLinkDocument, { input });
    const { link } = unwrapPayload(createLink, "CreateLinkPayload");
    c.header("Location", `/api/v1/links/${link.databaseId}`);
    return c.json(toRestLink(link), 201);
  });

  api.openapi(getLinkRoute, async (c) => {
    const { link } = await runDocument(c, GetLinkDocument, { id: c.req.valid("param").link_id });
    if (!link) throw linkNotFoundError();
    return c.json(toRestLink(link), 200);
  });

  api.openapi(updateLinkRoute, async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const input = { by, ...toLinkSettingsInput(c.req.valid("json")) };
    const { updateLink } = await runDocument(c, UpdateLinkDocument, { input });
    return c.json(toRestLink(unwrapPayload(updateLink, "UpdateLinkPayload").link), 200);
  });

  api.openapi(deleteLinkRoute, async (c) => {
    const by = { databaseId: c.req.valid("param").link_id };
    const { deleteLink } = await runDocument(c, DeleteLinkDocument, { input: { by } });
    unwrapPayload(deleteLink, "DeleteLinkPayload");
    return c.body(null, 204);
  });
}

/** Returns the ID in a path. Throws RestError for text that no link can have as its ID. */
function parseLinkId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(id)) throw linkNotFoundError();
  return id;
}

/**
 * Returns the same message as the schema, so callers cannot distinguish another user's link from a
 * missing one.
 */
function linkNotFoundError(): RestError {
  return new RestError("LINK_NOT_FOUND", "Link not found.");
}
