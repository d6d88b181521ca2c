import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { BatchOutcome } from "../dataMigrations/runNextBatch.ts";
import { outliveFailedStarts } from "../failedStarts.ts";
import type { Task, TaskResult, WorkerSettings } from "./clickWorker.ts";
import { packVisit } from "./visit.ts";
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
  /** Makes room for the clicks of the coming months. `now` is in milliseconds. */
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

export function createClickWriter(settings: WorkerSettings): ClickWriter {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<Task, TaskResult>({
    filename: new URL(`./clickWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    workerData: settings,
    minThreads: 0,
    maxThreads: 1,
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
    write: async ({ id, hour, visits, counts }, tell) =>
      (await pool.run({
        kind: "write",
        id,
        hour,
        visits: visits.map(packVisit),
        counts,
        tell,
      })) as LinkClicks[],
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
