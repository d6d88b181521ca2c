import { Gauge, type Registry } from "prom-client";

const parts = ["lnk7_clicks_waiting_in_memory", "lnk7_redis_clicks_waiting"];

/**
 * Has a registry tell how many clicks wait, wherever they do. It is the sum of others that it tells: each
 * process has clicks of its own in memory, while all see the same in Redis.
 */
export function addClicksWaiting(registry: Registry): void {
  new Gauge({
    name: "lnk7_clicks_waiting",
    help: "Clicks that wait to be written, in memory or in Redis: usually those of a fifth of a second.",
    registers: [registry],
    async collect() {
      const metrics = parts.flatMap((name) => registry.getSingleMetric(name) ?? []);
      const told = await Promise.all(metrics.map((metric) => metric.get()));
      const values = told.flatMap((metric) => metric.values.map(({ value }) => value));
      this.set(values.reduce((sum, value) => sum + value, 0));
    },
  });
}
