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
    help: "1 if Redis responds in time, 0 if the process continues without it. Alert when it stays 0.",
    registers,
    collect() {
      this.set(health.isAvailable() ? 1 : 0);
    },
  });
  new Gauge({
    name: "lnk7_redis_batches_waiting",
    help: "Batches of clicks of all processes in Redis that are not written yet. The last known value while Redis is unavailable. Alert when it keeps growing: the database is unavailable or too slow.",
    registers,
    async collect() {
      this.set((await readBacklog()).batches);
    },
  });
  new Gauge({
    name: "lnk7_redis_clicks_waiting",
    help: "Clicks in the batches of lnk7_redis_batches_waiting.",
    registers,
    async collect() {
      this.set((await readBacklog()).clicks);
    },
  });
  new Counter({
    name: "lnk7_redis_batches_reclaimed_total",
    help: "Batches of clicks that this process has reclaimed from a process that ended, or has retried.",
    registers,
    collect() {
      this.reset();
      this.inc(reclaimed());
    },
  });
}
