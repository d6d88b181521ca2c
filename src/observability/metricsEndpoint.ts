import type { Hono } from "hono";
import { Registry } from "prom-client";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { withDeprecatedMetrics } from "./deprecatedMetrics.ts";
import { canReadMetrics } from "./metricsAccess.ts";

const unauthorizedMessage =
  "Access to metrics is denied. Send METRICS_TOKEN as a Bearer token. If none is set, only requests from this machine are accepted.\n";

/** Mounts the endpoint for Prometheus, which returns the result of `collectMetrics`. */
export function mountMetrics(
  app: Hono<HttpEnvironment>,
  collectMetrics: () => Promise<string>,
  token: string | undefined,
): void {
  app.get("/metrics", async (c) => {
    const headers = { "Cache-Control": "no-store" };
    if (!canReadMetrics(c.env.incoming, token)) {
      return c.text(unauthorizedMessage, 401, { ...headers, "WWW-Authenticate": "Bearer" });
    }
    const contentType = Registry.PROMETHEUS_CONTENT_TYPE;
    return c.body(withDeprecatedMetrics(await collectMetrics()), 200, {
      ...headers,
      "Content-Type": contentType,
    });
  });
}
