import { OpenAPIHono } from "@hono/zod-openapi";
import { validate } from "graphql";
import type { Hono } from "hono";
import type { Executor } from "../graphql/execute.ts";
import { schema } from "../graphql/schema.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { unexpectedErrorMessage } from "../http/messages.ts";
import { reportAccident } from "../http/reportAccident.ts";
import { mountAccounts } from "./accounts.ts";
import { documents } from "./documents.ts";
import type { RestEnvironment } from "./environment.ts";
import { failureResponse, RestFailure } from "./failure.ts";
import { mountLinks } from "./links.ts";
import { mountMethods } from "./methods.ts";
import { countRequest } from "./middleware.ts";
import { refuseMismatch } from "./mismatch.ts";
import { mountReference } from "./reference.ts";

/** Returns the routes of version 1, without what answers for those that it lacks. */
export function createRoutes(): OpenAPIHono<RestEnvironment> {
  const routes = new OpenAPIHono<RestEnvironment>({ defaultHook: refuseMismatch });
  mountAccounts(routes);
  mountLinks(routes);
  return routes;
}

/** The REST API as its documentation promises it, to be mounted at /api. */
export function createRestApi(executor: Executor, baseUrl: URL): Hono<HttpEnvironment> {
  for (const document of documents) {
    const [error] = validate(schema, document);
    if (error) throw error;
  }

  const version1 = createRoutes();
  mountReference(version1, baseUrl);
  mountMethods(version1);

  const api = new OpenAPIHono<RestEnvironment>();
  api.use((c, next) => {
    c.set("executor", executor);
    return next();
  }, countRequest);
  api.route("/v1", version1);
  api.all("*", (c) => {
    throw new RestFailure("NOT_FOUND", `There is nothing at ${c.req.path.slice(0, 100)}.`);
  });
  api.onError((error, c) => {
    if (error instanceof RestFailure) return failureResponse(c, error);
    reportAccident(c, error, "REST request failed");
    const detail = `${unexpectedErrorMessage} The request id is ${c.var.requestId}.`;
    return failureResponse(c, new RestFailure("INTERNAL_SERVER_ERROR", detail));
  });
  return api as unknown as Hono<HttpEnvironment>;
}
