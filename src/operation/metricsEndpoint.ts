import type { Hono } from "hono";
import { Registry } from "prom-client";
import type { HttpEnvironment } from "../http/environment.ts";
import { type Metrics, processMetrics } from "./metrics.ts";
import { mayReadMetrics } from "./metricsAccess.ts";

const refusal =
  "Metrics are for callers on this machine, and for those who send METRICS_TOKEN as Authorization: Bearer.\n";

/** Mounts what Prometheus collects. */
export function mountMetrics(
  app: Hono<HttpEnvironment>,
  { registry }: Metrics,
  token: string | undefined,
): void {
  const all = Registry.merge([registry, processMetrics()]);
  app.get("/metrics", async (c) => {
    const headers = { "Cache-Control": "no-store" };
    if (!mayReadMetrics(c.env.incoming, token)) {
      return c.text(refusal, 401, { ...headers, "WWW-Authenticate": "Bearer" });
    }
    return c.body(await all.metrics(), 200, { ...headers, "Content-Type": all.contentType });
  });
}
