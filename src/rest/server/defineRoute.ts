import type { OpenAPIRoute, RouteConfig } from "@hono/zod-openapi";
import type { DocumentNode } from "graphql";
import type { RestEnvironment } from "./restEnvironment.ts";

/** A route with its handler, and the GraphQL document that the handler runs. */
type RestRoute<Route extends RouteConfig> = OpenAPIRoute<Route, RestEnvironment> & {
  document: DocumentNode;
};

/** Returns the route. The handler is checked against the documented requests and responses. */
export function defineRoute<Route extends RouteConfig>(route: RestRoute<Route>): RestRoute<Route> {
  return route;
}
