import { setTimeout as delay } from "node:timers/promises";
import type { Registry } from "prom-client";
import { aggregate, type MetricValues } from "../operation/aggregation.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** A worker that is too busy to tell is told of by what it said last. */
const longestAnswerMilliseconds = 1_000;
const growing = new Set(["counter", "histogram"]);

/** The metrics of all workers as one. */
export interface SharedMetrics {
  gather(workers: WorkerProcess[]): Promise<string>;
  /** Keeps what a worker has told of itself. */
  note(worker: WorkerProcess, values: MetricValues): void;
  /** Goes on counting what a worker had counted that is gone. */
  forget(worker: WorkerProcess): void;
}

/** `own` are the metrics of the primary's process, which count among the others. */
export function createSharedMetrics(own: Registry): SharedMetrics {
  const latest = new Map<WorkerProcess, MetricValues>();
  // A sum that fell with each worker that ends would look like a service that began anew.
  let past: MetricValues = [];

  async function ask(worker: WorkerProcess): Promise<void> {
    const late = new AbortController();
    const { signal } = late;
    const answer = worker.channel.ask("readMetrics").then((values) => latest.set(worker, values));
    const limit = delay(longestAnswerMilliseconds, undefined, { signal });
    await Promise.race([answer, limit]).catch(() => {});
    late.abort();
    limit.catch(() => {});
  }

  return {
    gather: async (workers) => {
      await Promise.all(workers.filter(({ state }) => state !== "starting").map(ask));
      const all = [past, await own.getMetricsAsJSON(), ...latest.values()];
      return aggregate(all).metrics();
    },
    note: (worker, values) => void latest.set(worker, values),
    forget: (worker) => {
      const together = aggregate([past, latest.get(worker) ?? []]);
      past = (together.getMetricsAsArray() as unknown as MetricValues).filter(({ type }) =>
        growing.has(String(type)),
      );
      latest.delete(worker);
    },
  };
}
