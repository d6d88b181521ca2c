import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import type { Metrics } from "./metrics.ts";

const labelledMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Times requests by their route, never by their path: what callers send must not make new labels. */
export function requestDurationMetric({
  requestSeconds,
}: Metrics): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const { method = "" } = c.env.incoming;
    requestSeconds.observe(
      {
        method: labelledMethods.has(method) ? method : "other",
        route: routePath(c),
        status: c.res.status,
      },
      (performance.now() - start) / 1_000,
    );
  };
}
