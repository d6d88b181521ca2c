import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { BatchOutcome } from "../dataMigrations/runNextBatch.ts";
import { outliveFailedStarts } from "../failedStarts.ts";
import { packVisits } from "./batchToWrite.ts";
import type { PackedOutcome, Task, TaskResult, WorkerSettings } from "./clickWorker.ts";
import type { PackedBatch } from "./packedBatch.ts";
import type { ReadBatch } from "./readBatches.ts";
import type { Batch } from "./waitingVisits.ts";
import type { LinkClicks } from "./writeClicks.ts";

/** The thread that writes clicks. It starts with its first task. */
export interface ClickWriter {
  /** Rejects where the settings cannot be used. */
  open(): Promise<void>;
  /**
   * Reads the file of countries, at first and when it has changed. Resolves with what is wrong with it,
   * if anything is; the countries read before then stay in use.
   */
  readCountries(): Promise<string | undefined>;
  /**
   * Writes all of the batch, or none and rejects; nothing where it was written before. Answers people's
   * clicks by link, if to `tell`.
   */
  write(batch: Batch, tell: boolean): Promise<LinkClicks[]>;
  /**
   * Returns the batch as a text without IP addresses; of the clicks their counts by link alone, if
   * `condensed`. Rejects where the key of the day's marks cannot be read.
   */
  describe(batch: Batch, condensed: boolean): Promise<PackedBatch>;
  /**
   * Writes batches that were described, in one transaction: all or, where it rejects, none; nothing
   * that was written before. Returns people's clicks by link, if to `tell`.
   */
  writePacked(batches: ReadBatch[], tell: boolean): Promise<PackedOutcome>;
  /**
   * Makes room for the clicks of the coming months and, with `keysAhead`, the key for the marks of the
   * coming hour. `now` is in milliseconds.
   */
  makeRoom(now: number): Promise<void>;
  /** Removes at most `limit` clicks from before that time (milliseconds). Answers how many. */
  removeClicks(before: number, limit: number): Promise<number>;
  /** The same for what told visitors of earlier UTC days apart, and a day later which batches were written. */
  removeVisitors(beforeDay: number, limit: number): Promise<number>;
  /**
   * Removes some of what deleted accounts have left, clicks most of all. `now` is in milliseconds.
   * False where nothing was left.
   */
  removeAccounts(now: number): Promise<boolean>;
  /** Runs one batch of the data migrations that are not finished. `now` is in milliseconds. */
  migrateData(now: number): Promise<BatchOutcome>;
  close(): Promise<void>;
}

/** The part of it that batches of clicks go through. */
export type BatchWriter = Pick<ClickWriter, "write" | "describe" | "writePacked">;

/** More than ever wait: batches of each worker process, and what runs from time to time. */
const concurrentTasksPerWorker = 1_000;

export function createClickWriter(settings: WorkerSettings): ClickWriter {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<Task, TaskResult>({
    filename: new URL(`./clickWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    workerData: settings,
    minThreads: 0,
    maxThreads: 1,
    // What needs the database takes turns in the thread; what does not, goes on meanwhile.
    concurrentTasksPerWorker,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Without it a task that finds the thread busy goes to the end of the queue each time.
    stricterFIFO: true,
    // What it holds for long is bounded; left alone, its heap takes 50 MB more before it is tidied.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 },
  });
  outliveFailedStarts(pool, { kind: "open" });
  return {
    open: async () => void (await pool.run({ kind: "open" })),
    readCountries: async () => String(await pool.run({ kind: "readCountries" })) || undefined,
    write: async (batch, tell) =>
      (await pool.run({ kind: "write", batch: packVisits(batch), tell })) as LinkClicks[],
    describe: async (batch, condensed) =>
      (await pool.run({ kind: "describe", batch: packVisits(batch), condensed })) as PackedBatch,
    writePacked: async (batches, tell) =>
      (await pool.run({ kind: "writePacked", batches, tell })) as PackedOutcome,
    makeRoom: async (now) => void (await pool.run({ kind: "makeRoom", now })),
    removeClicks: async (before, limit) =>
      Number(await pool.run({ kind: "removeClicks", before, limit })),
    removeVisitors: async (beforeDay, limit) =>
      Number(await pool.run({ kind: "removeVisitors", beforeDay, limit })),
    removeAccounts: async (now) => Boolean(await pool.run({ kind: "removeAccounts", now })),
    migrateData: async (now) => (await pool.run({ kind: "migrateData", now })) as BatchOutcome,
    close: () => pool.close(),
  };
}
