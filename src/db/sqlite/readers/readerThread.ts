import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import SqliteDatabase from "better-sqlite3";
import { readOnlyAdapter, sqlitePath } from "../adapter.ts";
import { prepareClickLists } from "../clickLists.ts";
import { prepareDailyRollup } from "../dailyRollup.ts";
import { prepareHourlyRollup } from "../hourlyRollup.ts";
import { prepareLinkLists } from "../linkLists.ts";
import type { ReadResponse, ReadTask } from "./readTask.ts";

// Redirects take precedence over lists if there are fewer cores than work. On Linux this sets the
// priority of the calling thread only. Elsewhere it would affect the whole process, so it is not set.
if (process.platform === "linux") setPriority(0, 10);

const { databaseUrl } = workerData as { databaseUrl: string };
const path = sqlitePath(databaseUrl);
const adapter = await readOnlyAdapter(databaseUrl);
const database = new SqliteDatabase(path, { readonly: true });
const { listLinks, countLinks } = prepareLinkLists(database);
const { listClicks, countClicks } = prepareClickLists(database);
const sumHours = prepareHourlyRollup(database);
const sumDays = prepareDailyRollup(database);

function run(task: ReadTask): unknown {
  switch (task.kind) {
    case "statement":
      return adapter.queryRaw(task.query);
    case "listLinks":
      return listLinks(task.query);
    case "countLinks":
      return countLinks(task.query);
    case "listClicks":
      return listClicks(task.query);
    case "countClicks":
      return countClicks(task.query);
    case "sumHours":
      return sumHours(task.subject, task.bounds);
    case "sumDays":
      return sumDays(task.subject, task.query);
    case "checkpoint":
      return checkpoint();
  }
}

function checkpoint(): null {
  const writable = new SqliteDatabase(path, { timeout: 0 });
  try {
    writable.pragma("synchronous = NORMAL");
    writable.pragma("wal_checkpoint(PASSIVE)");
  } finally {
    writable.close();
  }
  return null;
}

async function respond(task: ReadTask): Promise<ReadResponse> {
  try {
    return { result: await run(task) };
  } catch (error) {
    const { message, code, cause } = error as Error & { code?: unknown };
    return { error: { message, code, cause } };
  }
}

parentPort?.postMessage({ isReady: true } satisfies ReadResponse);
parentPort?.on("message", async (task: ReadTask) => {
  parentPort?.postMessage(await respond(task));
});
