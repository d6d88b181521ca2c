import { setTimeout as delay } from "node:timers/promises";
import type { Registry } from "prom-client";
import { aggregateMetrics, type MetricValues } from "../../observability/aggregation.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** If a worker is too busy to respond in time, its last known metrics are used. */
const responseTimeoutMilliseconds = 1_000;
const monotonicTypes = new Set(["counter", "histogram"]);

/** Metrics of all workers combined. */
export interface SharedMetrics {
  gather(workers: WorkerProcess[]): Promise<string>;
  /** Stores the metrics that a worker has reported. */
  record(worker: WorkerProcess, values: MetricValues): void;
  /** Keeps the counts of a worker that has exited in the totals. */
  retire(worker: WorkerProcess): void;
}

/**
 * Creates the shared metrics. `primaryRegistry` holds the metrics of the primary's process, which
 * are included.
 */
export function createSharedMetrics(primaryRegistry: Registry): SharedMetrics {
  const latest = new Map<WorkerProcess, MetricValues>();
  // Without these, totals would decrease whenever a worker exits, which looks like a restart of the
  // service.
  let retiredTotals: MetricValues = [];

  async function refresh(worker: WorkerProcess): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const response = worker.channel
      .request("readMetrics")
      .then((values) => latest.set(worker, values));
    const timeout = delay(responseTimeoutMilliseconds, undefined, { signal });
    await Promise.race([response, timeout]).catch(() => {});
    controller.abort();
    timeout.catch(() => {});
  }

  return {
    gather: async (workers) => {
      await Promise.all(workers.filter(({ state }) => state !== "starting").map(refresh));
      const all = [retiredTotals, await primaryRegistry.getMetricsAsJSON(), ...latest.values()];
      return aggregateMetrics(all).metrics();
    },
    record: (worker, values) => void latest.set(worker, values),
    retire: (worker) => {
      const combined = aggregateMetrics([retiredTotals, latest.get(worker) ?? []]);
      retiredTotals = (combined.getMetricsAsArray() as unknown as MetricValues).filter(({ type }) =>
        monotonicTypes.has(String(type)),
      );
      latest.delete(worker);
    },
  };
}
