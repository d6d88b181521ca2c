import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { BatchOutcome } from "../dataMigrations/runNextBatch.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
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

/** Writes clicks in a separate thread, which starts with its first task. */
export interface ClickWriter {
  /** Opens the database in the thread. Rejects if the settings are invalid. */
  open(): Promise<void>;
  /**
   * Loads the country database, at first and after the file has changed. Resolves with an error message
   * if the file is invalid, otherwise undefined. After an error, the data loaded before stays in use.
   */
  loadGeoipDatabase(): Promise<string | undefined>;
  /**
   * Writes the whole batch, or rejects and writes none of it. Skips a batch that was written before.
   * Returns clicks by people per link if `returnClicks` is true.
   */
  write(batch: VisitBatch, returnClicks: boolean): Promise<LinkClicksEvent[]>;
  /**
   * Returns the batch as text without IP addresses. If `aggregated`, the text holds only counts by
   * link. Rejects if the day's key for visitor hashes cannot be read.
   */
  enrich(batch: VisitBatch, aggregated: boolean): Promise<EncodedClickBatch>;
  /**
   * Writes enriched batches in one transaction: all of them or, if it rejects, none. Skips batches that
   * were written before. Returns clicks by people per link if `returnClicks` is true.
   */
  writeEncoded(batches: StreamedBatch[], returnClicks: boolean): Promise<WriteEncodedResult>;
  /**
   * Creates the partitions for clicks of the coming months. With `keysAhead`, it also creates the key
   * for visitor hashes of the coming hour. `now` is in milliseconds.
   */
  createUpcomingPartitions(now: number): Promise<void>;
  /** Removes at most `limit` clicks older than `before` (milliseconds). Returns how many. */
  removeClicks(before: number, limit: number): Promise<number>;
  /**
   * Removes visitor data of UTC days before `beforeDay` (milliseconds), at most `limit` rows per table.
   * Ids of written batches are removed one day later. Returns the highest number of rows removed from
   * one table.
   */
  removeVisitors(beforeDay: number, limit: number): Promise<number>;
  /**
   * Removes some data of deleted accounts, mostly clicks. Returns false if none was left. `now` is in
   * milliseconds.
   */
  removeAccounts(now: number): Promise<boolean>;
  /** Runs one batch of the unfinished data migrations. `now` is in milliseconds. */
  migrateData(now: number): Promise<BatchOutcome>;
  close(): Promise<void>;
}

/** The part of the writer that handles batches of clicks. */
export type BatchWriter = Pick<ClickWriter, "write" | "enrich" | "writeEncoded">;

/** More tasks than ever wait at once: batches of each worker process, and periodic tasks. */
const maxConcurrentTasks = 1_000;

export function createClickWriter(settings: ClickWorkerOptions): ClickWriter {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<ClickTask, ClickTaskResult>({
    filename: new URL(`./clickWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    workerData: settings,
    minThreads: 0,
    maxThreads: 1,
    // Tasks that need the database take turns in the thread. Other tasks run concurrently.
    concurrentTasksPerWorker: maxConcurrentTasks,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Without this, a task that finds the thread busy returns to the end of the queue each time.
    stricterFIFO: true,
    // Long-lived memory is bounded. Without limits, the heap grows by 50 MB more before garbage
    // collection.
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
