import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { openClickStore } from "../../db/openClickStore.ts";
import type { StorageOptions } from "../../db/storage.ts";
import { hourMilliseconds } from "../../time.ts";
import { dataMigrations } from "../dataMigrations/dataMigrations.ts";
import { type BatchOutcome, runNextBatch } from "../dataMigrations/runNextBatch.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
import { createClickRowLimiter } from "./clickRowLimiter.ts";
import type { StreamedBatch } from "./decodeBatches.ts";
import type { EncodedClickBatch } from "./encodedClickBatch.ts";
import { decodeVisitBatch, type EncodedVisitBatch } from "./encodedVisitBatch.ts";
import { aggregateBatch, enrichBatch } from "./enrichBatch.ts";
import { type LookUpCountry, openGeoipDatabase } from "./geoip.ts";
import { createUnlistedReferrers } from "./unlistedReferrers.ts";
import { startOfUtcDay } from "./utcTime.ts";
import { createVisitorHasher } from "./visitorHash.ts";
import { writeClicks } from "./writeClicks.ts";

export interface ClickWorkerOptions extends StorageOptions {
  /** Host of the service. Referrers with this host are the service's own pages. */
  ownHost: string;
  /** Path of a database file in MaxMind's format, if configured. */
  geoipDatabase: string | undefined;
  /** Maximum clicks per link and minute that are kept as single rows. */
  clickRowsPerMinute: number;
  /** Whether clicks are enriched for Redis, which must continue while the database is unavailable. */
  keysAhead?: boolean;
}

/** Result of writing batches that were read as text. */
export interface WriteEncodedResult {
  /** Clicks by people, per link. */
  linkClicks: LinkClicksEvent[];
  /** Number of clicks in the batches, including those of bots. */
  clicks: number;
  /** Number of texts that are not batches. They are not written. */
  malformed: number;
}

export type ClickTask =
  | { kind: "open" }
  | { kind: "loadGeoipDatabase" }
  | { kind: "write"; batch: EncodedVisitBatch; returnClicks: boolean }
  | { kind: "enrich"; batch: EncodedVisitBatch; aggregated: boolean }
  | { kind: "writeEncoded"; batches: StreamedBatch[]; returnClicks: boolean }
  | { kind: "createUpcomingPartitions"; now: number }
  | { kind: "removeClicks"; before: number; limit: number }
  | { kind: "removeVisitors"; beforeDay: number; limit: number }
  | { kind: "removeAccounts"; now: number }
  | { kind: "migrateData"; now: number };

export type ClickTaskResult =
  | LinkClicksEvent[]
  | EncodedClickBatch
  | WriteEncodedResult
  | number
  | boolean
  | string
  | BatchOutcome;

// Redirects take precedence over recording clicks if there are fewer cores than work. On Linux this
// sets the priority of the calling thread only. Elsewhere it would affect the whole process, so it is
// not set.
if (process.platform === "linux") setPriority(0, 5);

const settings = workerData as ClickWorkerOptions;
/** Identifies this process to other processes. */
const runnerId = randomUUID();
let opened: ReturnType<typeof open> | undefined;
let lookUpCountry: LookUpCountry | undefined;
let databaseQueue: Promise<unknown> = Promise.resolve();

async function open({
  ownHost,
  geoipDatabase,
  clickRowsPerMinute,
  keysAhead,
  ...storage
}: ClickWorkerOptions) {
  // A thread that replaces a crashed one loads the file itself. Errors in the file were already
  // returned to the caller of `loadGeoipDatabase`.
  if (!lookUpCountry) await loadGeoipDatabase(geoipDatabase);
  const store = openClickStore(storage);
  const visitorHasher = createVisitorHasher({
    visitorKey: (day, fresh) => withDatabase(async () => store.visitorKey(day, fresh)),
  });
  const writerState = {
    rowLimiter: createClickRowLimiter(clickRowsPerMinute),
    unlistedReferrers: createUnlistedReferrers(),
  };
  return { store, ownHost, visitorHasher, writerState };
}

/** Modules that only services with Redis need. Importing them slows down the start of the thread. */
const importEncoding = () => import("./encodedClickBatch.ts");
const importDecoding = () => import("./decodeBatches.ts");

/**
 * Loads the file and returns an error message, or an empty string on success. After an error, the data
 * loaded before stays in use.
 */
async function loadGeoipDatabase(path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  try {
    lookUpCountry = await openGeoipDatabase(path);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs callbacks that need the database one after another, because there is one connection. */
function withDatabase<Result>(callback: () => Promise<Result>): Promise<Result> {
  const result = databaseQueue.then(callback);
  databaseQueue = result.catch(() => {});
  return result;
}

/**
 * Runs a task in a separate thread, so no redirect waits while clicks are enriched, written or removed.
 * Enriching does not wait for the database once the day's key is known.
 */
export default async function run(task: ClickTask): Promise<ClickTaskResult> {
  if (task.kind === "loadGeoipDatabase") return loadGeoipDatabase(settings.geoipDatabase);
  opened ??= open(settings);
  const { store, writerState, ...context } = await opened.catch((error) => {
    opened = undefined;
    throw error;
  });
  const enrichmentContext = { ...context, lookUpCountry: lookUpCountry ?? (() => null) };
  switch (task.kind) {
    case "open":
      // Allows enriching while the database is unavailable. On failure, the first click reads the key
      // again.
      if (settings.keysAhead)
        await context.visitorHasher.forDay(startOfUtcDay(Date.now())).catch(() => {});
      return 0;
    case "enrich": {
      const { encodeClickBatch } = await importEncoding();
      const batch = decodeVisitBatch(task.batch);
      return encodeClickBatch(
        task.aggregated ? aggregateBatch(batch) : await enrichBatch(batch, enrichmentContext),
      );
    }
    case "write": {
      const batch = await enrichBatch(decodeVisitBatch(task.batch), enrichmentContext);
      const linkClicks = await withDatabase(() => writeClicks(store, [batch], writerState));
      return task.returnClicks ? linkClicks : [];
    }
    case "writeEncoded": {
      const { countBatchClicks, decodeBatches } = await importDecoding();
      const batches = await decodeBatches(task.batches, enrichmentContext);
      const linkClicks = await withDatabase(() => writeClicks(store, batches, writerState));
      return {
        linkClicks: task.returnClicks ? linkClicks : [],
        clicks: batches.reduce((sum, batch) => sum + countBatchClicks(batch), 0),
        malformed: task.batches.length - batches.length,
      };
    }
    case "removeVisitors":
      context.visitorHasher.dropKeysBefore(task.beforeDay);
      return withDatabase(async () => store.purgeVisitors(task.beforeDay, task.limit));
    case "createUpcomingPartitions":
      await withDatabase(async () => store.createUpcomingPartitions(task.now));
      // Runs every hour, so the next day's key exists before that day begins.
      if (settings.keysAhead)
        await context.visitorHasher.forDay(startOfUtcDay(task.now + hourMilliseconds));
      return 0;
    case "removeClicks":
      return withDatabase(async () => store.purgeClicks(task.before, task.limit));
    case "removeAccounts":
      return withDatabase(async () => store.purgeAccounts(task.now));
    case "migrateData":
      return withDatabase(() =>
        runNextBatch(store.withDataMigrationTransaction, dataMigrations, runnerId, task.now),
      );
  }
}
