import { Counter, Gauge, type Registry } from "prom-client";
import type { Backlog } from "./clickStream.ts";
import type { RedisHealth } from "./redisHealth.ts";

/** Registers the metrics of Redis. Values are read only when they are collected. */
export function registerRedisMetrics(
  registry: Registry,
  health: RedisHealth,
  readBacklog: () => Promise<Backlog>,
  reclaimed: () => number,
): void {
  const registers = [registry];
  new Gauge({
    name: "lnk7_redis_connected",
    help: "1 where Redis answers in time, 0 where the process goes on without it. Alert when it stays 0.",
    registers,
    collect() {
      this.set(health.isAvailable() ? 1 : 0);
    },
  });
  new Gauge({
    name: "lnk7_redis_batches_waiting",
    help: "Batches of clicks in Redis that are not written yet, of all processes; as last known while Redis is away. Alert when it keeps growing: the database is away, or too slow.",
    registers,
    async collect() {
      this.set((await readBacklog()).batches);
    },
  });
  new Gauge({
    name: "lnk7_redis_clicks_waiting",
    help: "Clicks in those batches.",
    registers,
    async collect() {
      this.set((await readBacklog()).clicks);
    },
  });
  new Counter({
    name: "lnk7_redis_batches_taken_over_total",
    help: "Batches of clicks that this process took over from one that had died, or tried again.",
    registers,
    collect() {
      this.reset();
      this.inc(reclaimed());
    },
  });
}
