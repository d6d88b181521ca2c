import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { openClickStore } from "../../db/openClickStore.ts";
import type { StorageOptions } from "../../db/storage.ts";
import { hourMilliseconds } from "../../time.ts";
import { dataMigrations } from "../dataMigrations/dataMigrations.ts";
import { type BatchOutcome, runNextBatch } from "../dataMigrations/runNextBatch.ts";
import { createClickRowLimiter } from "./clickRowLimiter.ts";
import type { StreamedBatch } from "./decodeBatches.ts";
import type { EncodedClickBatch } from "./encodedClickBatch.ts";
import { decodeVisitBatch, type EncodedVisitBatch } from "./encodedVisitBatch.ts";
import { aggregateBatch, enrichBatch } from "./enrichBatch.ts";
import { type LookUpCountry, openGeoipDatabase } from "./geoip.ts";
import { createUnlistedReferrers } from "./unlistedReferrers.ts";
import { startOfUtcDay } from "./utcTime.ts";
import { createVisitorHasher } from "./visitorHash.ts";
import { type LinkClicksEvent, writeClicks } from "./writeClicks.ts";

export interface ClickWorkerOptions extends StorageOptions {
  /** Referrers of this host are the service's own pages. */
  ownHost: string;
  /** Path of a file in MaxMind's format, if there is one. */
  geoipDatabase: string | undefined;
  /** Clicks of a link in a minute of which single rows are kept. */
  clickRowsPerMinute: number;
  /** Whether clicks are described for Redis, which has to go on while the database is away. */
  keysAhead?: boolean;
}

/** What became of batches that were read as texts. */
export interface WriteEncodedResult {
  /** People's clicks by link. */
  linkClicks: LinkClicksEvent[];
  /** Clicks in the batches, those of programs included. */
  clicks: number;
  /** Texts that are no batches. Nothing of them is written. */
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

// Where there are fewer cores than work, visitors being redirected go before their being counted.
// On Linux this is the priority of the calling thread alone; elsewhere of the process, so not set.
if (process.platform === "linux") setPriority(0, 5);

const settings = workerData as ClickWorkerOptions;
/** By which other processes know this one. */
const runnerId = randomUUID();
let opened: ReturnType<typeof open> | undefined;
let lookUpCountry: LookUpCountry | undefined;
/** Room is made each hour; the key of the next day is there before that begins. */
let databaseQueue: Promise<unknown> = Promise.resolve();

async function open({
  ownHost,
  geoipDatabase,
  clickRowsPerMinute,
  keysAhead,
  ...storage
}: ClickWorkerOptions) {
  // A thread that follows one which died reads it by itself. What is wrong with the file, who asked for
  // the countries was told.
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

/** What only those with Redis need, and what makes the start of the thread longer. */
const importEncoding = () => import("./encodedClickBatch.ts");
const importDecoding = () => import("./decodeBatches.ts");

/** Returns what is wrong with the file, and then goes on with what was read before. Empty if nothing is. */
async function loadGeoipDatabase(path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  try {
    lookUpCountry = await openGeoipDatabase(path);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs what needs the database one after another: there is one connection. */
function withDatabase<Result>(callback: () => Promise<Result>): Promise<Result> {
  const result = databaseQueue.then(callback);
  databaseQueue = result.catch(() => {});
  return result;
}

/**
 * Describes, writes and removes clicks in a thread of its own, so that no redirect waits for it.
 * Describing does not wait for the database, once the key of the day is known.
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
      // So that clicks can be described while the database is away. Else the first of them asks again.
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
