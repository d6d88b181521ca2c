import { Gauge, type Registry } from "prom-client";

const summedMetrics = ["lnk7_clicks_waiting_in_memory", "lnk7_redis_clicks_waiting"];

/**
 * Has a registry tell how many clicks wait, wherever they do. It is the sum of others that it tells: each
 * process has clicks of its own in memory, while all see the same in Redis.
 */
export function registerPendingClicksMetric(registry: Registry): void {
  new Gauge({
    name: "lnk7_clicks_waiting",
    help: "Clicks that wait to be written, in memory or in Redis: usually those of a fifth of a second.",
    registers: [registry],
    async collect() {
      const metrics = summedMetrics.flatMap((name) => registry.getSingleMetric(name) ?? []);
      const samples = await Promise.all(metrics.map((metric) => metric.get()));
      const values = samples.flatMap((metric) => metric.values.map(({ value }) => value));
      this.set(values.reduce((sum, value) => sum + value, 0));
    },
  });
}
