import { setTimeout as delay } from "node:timers/promises";
import type { DataMigrationProgress } from "./dataMigration.ts";
import type { BatchOutcome } from "./runNextBatch.ts";

/** At least as long as a batch takes, so that other writers get their turn. */
const minPauseMilliseconds = 10;
/** Interval of the check whether the process that runs the migrations has died. */
const otherRunnerPollMilliseconds = 5_000;
const initialRetryMilliseconds = 1_000;
const maxRetryMilliseconds = 60_000;

export interface DataMigratorOptions {
  /** Runs one batch. */
  runBatch: () => Promise<BatchOutcome>;
  onProgress: (progress: DataMigrationProgress) => void;
  /** Called with the error of a failed batch. The batch is retried. */
  onError: (error: unknown) => void;
}

/**
 * Runs all unfinished data migrations, batch by batch. Returns a function that stops it between two
 * batches.
 */
export function startDataMigrator({
  runBatch,
  onProgress,
  onError,
}: DataMigratorOptions): () => Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal, ref: false }).catch(() => {});

  async function runAll(): Promise<void> {
    let retryMilliseconds = initialRetryMilliseconds;
    while (!signal.aborted) {
      const started = performance.now();
      try {
        const outcome = await runBatch();
        if (outcome.kind === "allFinished") return;
        if (outcome.kind === "advanced") onProgress(outcome.progress);
        retryMilliseconds = initialRetryMilliseconds;
        const pauseMilliseconds = Math.max(minPauseMilliseconds, performance.now() - started);
        await pause(outcome.kind === "advanced" ? pauseMilliseconds : otherRunnerPollMilliseconds);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await pause(retryMilliseconds);
        retryMilliseconds = Math.min(2 * retryMilliseconds, maxRetryMilliseconds);
      }
    }
  }

  const running = runAll();
  return async () => {
    controller.abort();
    await running;
  };
}
