import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import type { Metrics } from "./metrics.ts";

const labelledMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Measures the duration of requests by route, never by path, because clients must not be able to
 * create labels.
 */
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
