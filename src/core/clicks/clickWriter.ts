import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { BatchOutcome } from "../dataMigrations/runNextBatch.ts";
import { retryFailedThreadStarts } from "../threadStartRetry.ts";
import type {
  ClickTask,
  ClickTaskResult,
  ClickWorkerOptions,
  WriteEncodedResult,
} from "./clickWorker.ts";
import type { StreamedBatch } from "./decodeBatches.ts";
import type { EncodedClickBatch } from "./encodedClickBatch.ts";
import { encodeVisitBatch } from "./encodedVisitBatch.ts";
import type { VisitBatch } from "./visitQueue.ts";
import type { LinkClicksEvent } from "./writeClicks.ts";

/** The thread that writes clicks. It starts with its first task. */
export interface ClickWriter {
  /** Rejects where the settings cannot be used. */
  open(): Promise<void>;
  /**
   * Reads the file of countries, at first and when it has changed. Resolves with what is wrong with it,
   * if anything is; the countries read before then stay in use.
   */
  loadGeoipDatabase(): Promise<string | undefined>;
  /**
   * Writes all of the batch, or none and rejects; nothing where it was written before. Answers people's
   * clicks by link, if to `returnClicks`.
   */
  write(batch: VisitBatch, returnClicks: boolean): Promise<LinkClicksEvent[]>;
  /**
   * Returns the batch as a text without IP addresses; of the clicks their counts by link alone, if
   * `aggregated`. Rejects where the key of the day's marks cannot be read.
   */
  enrich(batch: VisitBatch, aggregated: boolean): Promise<EncodedClickBatch>;
  /**
   * Writes batches that were described, in one transaction: all or, where it rejects, none; nothing
   * that was written before. Returns people's clicks by link, if to `returnClicks`.
   */
  writeEncoded(batches: StreamedBatch[], returnClicks: boolean): Promise<WriteEncodedResult>;
  /**
   * Makes room for the clicks of the coming months and, with `keysAhead`, the key for the marks of the
   * coming hour. `now` is in milliseconds.
   */
  createUpcomingPartitions(now: number): Promise<void>;
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
export type BatchWriter = Pick<ClickWriter, "write" | "enrich" | "writeEncoded">;

/** More than ever wait: batches of each worker process, and what runs from time to time. */
const maxConcurrentTasks = 1_000;

export function createClickWriter(settings: ClickWorkerOptions): ClickWriter {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<ClickTask, ClickTaskResult>({
    filename: new URL(`./clickWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    workerData: settings,
    minThreads: 0,
    maxThreads: 1,
    // What needs the database takes turns in the thread; what does not, goes on meanwhile.
    concurrentTasksPerWorker: maxConcurrentTasks,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Without it a task that finds the thread busy goes to the end of the queue each time.
    stricterFIFO: true,
    // What it holds for long is bounded; left alone, its heap takes 50 MB more before it is tidied.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 },
  });
  retryFailedThreadStarts(pool, { kind: "open" });
  return {
    open: async () => void (await pool.run({ kind: "open" })),
    loadGeoipDatabase: async () =>
      String(await pool.run({ kind: "loadGeoipDatabase" })) || undefined,
    write: async (batch, returnClicks) =>
      (await pool.run({
        kind: "write",
        batch: encodeVisitBatch(batch),
        returnClicks,
      })) as LinkClicksEvent[],
    enrich: async (batch, aggregated) =>
      (await pool.run({
        kind: "enrich",
        batch: encodeVisitBatch(batch),
        aggregated,
      })) as EncodedClickBatch,
    writeEncoded: async (batches, returnClicks) =>
      (await pool.run({ kind: "writeEncoded", batches, returnClicks })) as WriteEncodedResult,
    createUpcomingPartitions: async (now) =>
      void (await pool.run({ kind: "createUpcomingPartitions", now })),
    removeClicks: async (before, limit) =>
      Number(await pool.run({ kind: "removeClicks", before, limit })),
    removeVisitors: async (beforeDay, limit) =>
      Number(await pool.run({ kind: "removeVisitors", beforeDay, limit })),
    removeAccounts: async (now) => Boolean(await pool.run({ kind: "removeAccounts", now })),
    migrateData: async (now) => (await pool.run({ kind: "migrateData", now })) as BatchOutcome,
    close: () => pool.close(),
  };
}
