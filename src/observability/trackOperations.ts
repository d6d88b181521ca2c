import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import type { EventLoopMonitor } from "./eventLoopMonitor.ts";

/** Reports the current request to the monitor: by route, until an API sets a more specific name. */
export function trackOperations(monitor: EventLoopMonitor): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const operation = { name: `${c.req.method} ${findRoute(c)}` };
    c.set("operation", operation);
    const end = monitor.track(operation);
    try {
      await next();
    } finally {
      end();
    }
  };
}

/**
 * Returns the route that will respond. If only middleware and wildcard handlers match, returns one
 * of these.
 */
function findRoute(c: Context): string {
  const paths = matchedRoutes(c).map(({ path }) => path);
  return paths.findLast((path) => !/[*{]/.test(path)) ?? paths.at(-1) ?? "";
}
