import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import type { EventLoopMonitor } from "./eventLoopMonitor.ts";

/** Tells the watch which request runs: by its route, until a door names it more exactly. */
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

/** The route that will answer; where only middleware and handlers of all paths match, one of these. */
function findRoute(c: Context): string {
  const paths = matchedRoutes(c).map(({ path }) => path);
  return paths.findLast((path) => !/[*{]/.test(path)) ?? paths.at(-1) ?? "";
}
