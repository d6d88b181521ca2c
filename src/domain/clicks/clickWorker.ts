import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { openClickStore } from "../../db/openClickStore.ts";
import type { StorageSettings } from "../../db/storage.ts";
import { hourMilliseconds } from "../../time.ts";
import { dataMigrations } from "../dataMigrations/dataMigrations.ts";
import { type BatchOutcome, runNextBatch } from "../dataMigrations/runNextBatch.ts";
import { type BatchToWrite, unpackVisits } from "./batchToWrite.ts";
import { dayOf } from "./calendar.ts";
import { type FindCountry, openCountries } from "./country.ts";
import { condenseBatch, describeBatch } from "./describeBatch.ts";
import type { PackedBatch } from "./packedBatch.ts";
import type { ReadBatch } from "./readBatches.ts";
import { createRowBudget } from "./rowBudget.ts";
import { createVisitorMarks } from "./visitorMark.ts";
import { createWaitingReferrers } from "./waitingReferrers.ts";
import { type LinkClicks, writeClicks } from "./writeClicks.ts";

export interface WorkerSettings extends StorageSettings {
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
export interface PackedOutcome {
  /** People's clicks by link. */
  news: LinkClicks[];
  /** Clicks in the batches, those of programs included. */
  clicks: number;
  /** Texts that are no batches. Nothing of them is written. */
  malformed: number;
}

export type Task =
  | { kind: "open" }
  | { kind: "readCountries" }
  | { kind: "write"; batch: BatchToWrite; tell: boolean }
  | { kind: "describe"; batch: BatchToWrite; condensed: boolean }
  | { kind: "writePacked"; batches: ReadBatch[]; tell: boolean }
  | { kind: "makeRoom"; now: number }
  | { kind: "removeClicks"; before: number; limit: number }
  | { kind: "removeVisitors"; beforeDay: number; limit: number }
  | { kind: "removeAccounts"; now: number }
  | { kind: "migrateData"; now: number };

export type TaskResult =
  | LinkClicks[]
  | PackedBatch
  | PackedOutcome
  | number
  | boolean
  | string
  | BatchOutcome;

// Where there are fewer cores than work, visitors being redirected go before their being counted.
// On Linux this is the priority of the calling thread alone; elsewhere of the process, so not set.
if (process.platform === "linux") setPriority(0, 5);

const settings = workerData as WorkerSettings;
/** By which other processes know this one. */
const runnerId = randomUUID();
let opened: ReturnType<typeof open> | undefined;
let findCountry: FindCountry | undefined;
/** Room is made each hour; the key of the next day is there before that begins. */
let lastInTurn: Promise<unknown> = Promise.resolve();

async function open({
  ownHost,
  geoipDatabase,
  clickRowsPerMinute,
  keysAhead,
  ...storage
}: WorkerSettings) {
  // A thread that follows one which died reads it by itself. What is wrong with the file, who asked for
  // the countries was told.
  if (!findCountry) await readCountries(geoipDatabase);
  const store = openClickStore(storage);
  const marks = createVisitorMarks({
    visitorKey: (day, fresh) => inTurn(async () => store.visitorKey(day, fresh)),
  });
  const memory = {
    rows: createRowBudget(clickRowsPerMinute),
    referrers: createWaitingReferrers(),
  };
  return { store, ownHost, marks, memory };
}

/** What only those with Redis need, and what makes the start of the thread longer. */
const packing = () => import("./packedBatch.ts");
const reading = () => import("./readBatches.ts");

/** Returns what is wrong with the file, and then goes on with what was read before. Empty if nothing is. */
async function readCountries(path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  try {
    findCountry = await openCountries(path);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs what needs the database one after another: there is one connection. */
function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const turn = lastInTurn.then(act);
  lastInTurn = turn.catch(() => {});
  return turn;
}

/**
 * Describes, writes and removes clicks in a thread of its own, so that no redirect waits for it.
 * Describing does not wait for the database, once the key of the day is known.
 */
export default async function run(task: Task): Promise<TaskResult> {
  if (task.kind === "readCountries") return readCountries(settings.geoipDatabase);
  opened ??= open(settings);
  const { store, memory, ...known } = await opened.catch((error) => {
    opened = undefined;
    throw error;
  });
  const describing = { ...known, findCountry: findCountry ?? (() => null) };
  switch (task.kind) {
    case "open":
      // So that clicks can be described while the database is away. Else the first of them asks again.
      if (settings.keysAhead) await known.marks.of(dayOf(Date.now())).catch(() => {});
      return 0;
    case "describe": {
      const { packBatch } = await packing();
      const batch = unpackVisits(task.batch);
      return packBatch(
        task.condensed ? condenseBatch(batch) : await describeBatch(batch, describing),
      );
    }
    case "write": {
      const batch = await describeBatch(unpackVisits(task.batch), describing);
      const written = await inTurn(() => writeClicks(store, [batch], memory));
      return task.tell ? written : [];
    }
    case "writePacked": {
      const { countDescribed, readBatches } = await reading();
      const batches = await readBatches(task.batches, describing);
      const news = await inTurn(() => writeClicks(store, batches, memory));
      return {
        news: task.tell ? news : [],
        clicks: batches.reduce((sum, batch) => sum + countDescribed(batch), 0),
        malformed: task.batches.length - batches.length,
      };
    }
    case "removeVisitors":
      known.marks.forgetBefore(task.beforeDay);
      return inTurn(async () => store.removeVisitors(task.beforeDay, task.limit));
    case "makeRoom":
      await inTurn(async () => store.makeRoom(task.now));
      if (settings.keysAhead) await known.marks.of(dayOf(task.now + hourMilliseconds));
      return 0;
    case "removeClicks":
      return inTurn(async () => store.removeClicks(task.before, task.limit));
    case "removeAccounts":
      return inTurn(async () => store.removeAccounts(task.now));
    case "migrateData":
      return inTurn(() => runNextBatch(store.transactData, dataMigrations, runnerId, task.now));
  }
}
