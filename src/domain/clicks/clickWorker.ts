import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { openClickStore } from "../../db/clickStore.ts";
import type { StorageSettings } from "../../db/storage.ts";
import { dataMigrations } from "../dataMigrations/dataMigrations.ts";
import { type BatchOutcome, runNextBatch } from "../dataMigrations/runNextBatch.ts";
import { dayOf } from "./calendar.ts";
import type { Count } from "./count.ts";
import { type FindCountry, openCountries } from "./country.ts";
import { describeVisit } from "./describeVisit.ts";
import { type PackedVisit, unpackVisit } from "./visit.ts";
import { createVisitorMarks } from "./visitorMark.ts";
import { type LinkClicks, writeClicks } from "./writeClicks.ts";

export interface WorkerSettings extends StorageSettings {
  /** Referrers of this host are the service's own pages. */
  ownHost: string;
  /** Path of a file in MaxMind's format, if there is one. */
  geoipDatabase: string | undefined;
}

export type Task =
  | { kind: "open" }
  | { kind: "readCountries" }
  | {
      kind: "write";
      id: string;
      hour: number;
      visits: PackedVisit[];
      counts: Count[];
      tell: boolean;
    }
  | { kind: "makeRoom"; now: number }
  | { kind: "removeClicks"; before: number; limit: number }
  | { kind: "removeVisitors"; beforeDay: number; limit: number }
  | { kind: "removeAccounts"; now: number }
  | { kind: "migrateData"; now: number };

export type TaskResult = LinkClicks[] | number | boolean | string | BatchOutcome;

// Where there are fewer cores than work, visitors being redirected go before their being counted.
// On Linux this is the priority of the calling thread alone; elsewhere of the process, so not set.
if (process.platform === "linux") setPriority(0, 5);

const settings = workerData as WorkerSettings;
/** By which other processes know this one. */
const runnerId = randomUUID();
let opened: ReturnType<typeof open> | undefined;
let findCountry: FindCountry | undefined;

async function open({ ownHost, geoipDatabase, ...storage }: WorkerSettings) {
  // A thread that follows one which died reads it by itself. What is wrong with the file, who asked for
  // the countries was told.
  if (!findCountry) await readCountries(geoipDatabase);
  const store = openClickStore(storage);
  return { store, ownHost, marksOf: createVisitorMarks(store) };
}

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

/** Describes, writes and removes clicks in a thread of its own, so that no redirect waits for it. */
export default async function run(task: Task): Promise<TaskResult> {
  if (task.kind === "readCountries") return readCountries(settings.geoipDatabase);
  opened ??= open(settings);
  const { store, marksOf, ...known } = await opened.catch((error) => {
    opened = undefined;
    throw error;
  });
  switch (task.kind) {
    case "open":
      return 0;
    case "write": {
      const describing = {
        ...known,
        findCountry: findCountry ?? (() => null),
        markVisitor: await marksOf(dayOf(task.hour)),
      };
      const clicks = task.visits.map((packed) => {
        const visit = unpackVisit(packed);
        return { row: describeVisit(visit, describing), counted: visit.counted };
      });
      const written = await writeClicks(store, {
        id: task.id,
        hour: task.hour,
        clicks,
        counts: task.counts,
      });
      return task.tell ? written : [];
    }
    case "makeRoom":
      await store.makeRoom(task.now);
      return 0;
    case "removeClicks":
      return store.removeClicks(task.before, task.limit);
    case "removeVisitors":
      return store.removeVisitors(task.beforeDay, task.limit);
    case "removeAccounts":
      return store.removeAccounts(task.now);
    case "migrateData":
      return runNextBatch(store.transactData, dataMigrations, runnerId, task.now);
  }
}
