import { OpenAPIHono } from "@hono/zod-openapi";
import { validate } from "graphql";
import type { Hono } from "hono";
import { schema } from "../graphql/schema.ts";
import type { SchemaClient } from "../graphql/server/schemaClient.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { logUnexpectedError } from "../http/logUnexpectedError.ts";
import { unexpectedErrorMessage } from "../http/messages.ts";
import { routes } from "./routes.ts";
import { applyRequestRateLimit } from "./server/authentication.ts";
import { errorResponse, RestError } from "./server/errors.ts";
import { mountMethodNotAllowed } from "./server/methodNotAllowed.ts";
import { openApiDocument } from "./server/openapiDocument.ts";
import { mountReferencePage } from "./server/referencePage.ts";
import type { RestEnvironment } from "./server/restEnvironment.ts";
import { handleValidationError } from "./server/validationHook.ts";

/** Returns the routes of version 1, without the handlers for unknown routes. */
export function createRoutes(): OpenAPIHono<RestEnvironment> {
  const version1 = new OpenAPIHono<RestEnvironment>({ defaultHook: handleValidationError });
  version1.openapiRoutes(routes);
  return version1;
}

/** Creates the REST API as documented, to be mounted at /api. */
export function createRestApi(schemaClient: SchemaClient, baseUrl: URL): Hono<HttpEnvironment> {
  for (const { document } of routes) {
    const [error] = validate(schema, document);
    if (error) throw error;
  }

  const version1 = createRoutes();
  const document = openApiDocument(version1, baseUrl);
  version1.get("/openapi.json", (c) => c.json(document));
  mountReferencePage(version1);
  mountMethodNotAllowed(version1);

  const api = new OpenAPIHono<RestEnvironment>();
  api.use((c, next) => {
    c.set("schemaClient", schemaClient);
    return next();
  }, applyRequestRateLimit);
  api.route("/v1", version1);
  api.all("*", (c) => {
    throw new RestError(
      "NOT_FOUND",
      `No route matches ${c.req.path.slice(0, 100)}. See /api/v1/docs for all routes.`,
    );
  });
  api.onError((error, c) => {
    if (error instanceof RestError) return errorResponse(c, error);
    logUnexpectedError(c, error, "REST request failed");
    const detail = `${unexpectedErrorMessage} The request ID is ${c.var.requestId}.`;
    return errorResponse(c, new RestError("INTERNAL_SERVER_ERROR", detail));
  });
  return api as unknown as Hono<HttpEnvironment>;
}
