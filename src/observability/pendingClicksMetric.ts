import { Gauge, type Registry } from "prom-client";

const summedMetrics = ["lnk7_clicks_waiting_in_memory", "lnk7_redis_clicks_waiting"];

/**
 * Registers the number of queued clicks, in memory and in Redis. It is the sum of other metrics in
 * the registry. Each process has its own clicks in memory, while all see the same ones in Redis.
 */
export function registerPendingClicksMetric(registry: Registry): void {
  new Gauge({
    name: "lnk7_clicks_waiting",
    help: "Clicks queued in memory or in Redis; usually those of a fifth of a second.",
    registers: [registry],
    async collect() {
      const metrics = summedMetrics.flatMap((name) => registry.getSingleMetric(name) ?? []);
      const samples = await Promise.all(metrics.map((metric) => metric.get()));
      const values = samples.flatMap((metric) => metric.values.map(({ value }) => value));
      this.set(values.reduce((sum, value) => sum + value, 0));
    },
  });
}
