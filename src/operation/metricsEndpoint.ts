import type { Hono } from "hono";
import { Registry } from "prom-client";
import type { HttpEnvironment } from "../http/environment.ts";
import { mayReadMetrics } from "./metricsAccess.ts";

const refusal =
  "Metrics are for those who send METRICS_TOKEN as Authorization: Bearer; without one, for callers on this machine.\n";

/** Mounts what Prometheus collects: what `gather` answers. */
export function mountMetrics(
  app: Hono<HttpEnvironment>,
  gather: () => Promise<string>,
  token: string | undefined,
): void {
  app.get("/metrics", async (c) => {
    const headers = { "Cache-Control": "no-store" };
    if (!mayReadMetrics(c.env.incoming, token)) {
      return c.text(refusal, 401, { ...headers, "WWW-Authenticate": "Bearer" });
    }
    const contentType = Registry.PROMETHEUS_CONTENT_TYPE;
    return c.body(await gather(), 200, { ...headers, "Content-Type": contentType });
  });
}
