import { setTimeout as delay } from "node:timers/promises";
import type { DataMigrationProgress } from "./dataMigration.ts";
import type { BatchOutcome } from "./runNextBatch.ts";

/** As long as a batch takes, or longer, so that others who write get their turn. */
const shortestPauseMilliseconds = 10;
/** To see whether the process that runs them has died. */
const elsewhereMilliseconds = 5_000;
const firstRetryMilliseconds = 1_000;
const longestRetryMilliseconds = 60_000;

export interface DataMigratorOptions {
  /** Runs one batch. */
  runBatch: () => Promise<BatchOutcome>;
  onProgress: (progress: DataMigrationProgress) => void;
  /** Called with what a batch failed by. It is tried again. */
  onError: (error: unknown) => void;
}

/** Runs all data migrations that are not finished, batch by batch. The answer stops it between two. */
export function startDataMigrator({
  runBatch,
  onProgress,
  onError,
}: DataMigratorOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal, ref: false }).catch(() => {});

  async function runAll(): Promise<void> {
    let retryMilliseconds = firstRetryMilliseconds;
    while (!signal.aborted) {
      const started = performance.now();
      try {
        const outcome = await runBatch();
        if (outcome.kind === "allFinished") return;
        if (outcome.kind === "advanced") onProgress(outcome.progress);
        retryMilliseconds = firstRetryMilliseconds;
        const taken = Math.max(shortestPauseMilliseconds, performance.now() - started);
        await pause(outcome.kind === "advanced" ? taken : elsewhereMilliseconds);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await pause(retryMilliseconds);
        retryMilliseconds = Math.min(2 * retryMilliseconds, longestRetryMilliseconds);
      }
    }
  }

  const running = runAll();
  return async () => {
    stopping.abort();
    await running;
  };
}
