import { setTimeout as delay } from "node:timers/promises";
import type { Registry } from "prom-client";
import { aggregateMetrics, type MetricValues } from "../../observability/aggregation.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** A worker that is too busy to tell is told of by what it said last. */
const responseTimeoutMilliseconds = 1_000;
const monotonicTypes = new Set(["counter", "histogram"]);

/** The metrics of all workers as one. */
export interface SharedMetrics {
  gather(workers: WorkerProcess[]): Promise<string>;
  /** Keeps what a worker has told of itself. */
  record(worker: WorkerProcess, values: MetricValues): void;
  /** Goes on counting what a worker had counted that is gone. */
  retire(worker: WorkerProcess): void;
}

/** `primaryRegistry` are the metrics of the primary's process, which count among the others. */
export function createSharedMetrics(primaryRegistry: Registry): SharedMetrics {
  const latest = new Map<WorkerProcess, MetricValues>();
  // A sum that fell with each worker that ends would look like a service that began anew.
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
