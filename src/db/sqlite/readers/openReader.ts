import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { ClickPosition } from "../../clickLists.ts";
import { PrismaClient } from "../../generated/sqlite/client.ts";
import type { LinkPosition } from "../../linkLists.ts";
import type { HourCounts, TopValuesResult } from "../../lookup.ts";
import type { Reader } from "../../reader.ts";
import { instrumentAdapter, type OnStatement } from "../../statementMetrics.ts";
import type { ReaderPool } from "./readerPool.ts";

/** Opens a reader on the threads of the pool. Closing the reader closes the pool. */
export function openReader(pool: ReaderPool, threads: number, onStatement: OnStatement): Reader {
  const database = new PrismaClient({ adapter: createThreadAdapter(pool, onStatement) });
  return {
    database,
    listLinks: async (query) => (await pool.run({ kind: "listLinks", query })) as LinkPosition[],
    countLinks: async (query) => (await pool.run({ kind: "countLinks", query })) as number,
    listClicks: async (query) => (await pool.run({ kind: "listClicks", query })) as ClickPosition[],
    countClicks: async (query) => (await pool.run({ kind: "countClicks", query })) as number,
    sumHours: async (subject, bounds) =>
      (await pool.run({ kind: "sumHours", subject, bounds })) as HourCounts[],
    sumDays: async (subject, query) =>
      (await pool.run({ kind: "sumDays", subject, query })) as TopValuesResult,
    // A thread is idle while its last result is being processed.
    concurrency: threads * 2,
    close: async () => {
      await database.$disconnect();
      await pool.close();
    },
  };
}

function createThreadAdapter(pool: ReaderPool, onStatement: OnStatement): SqlDriverAdapterFactory {
  const rejectWrite = async () => {
    throw new Error("A reader cannot write.");
  };
  const names = { provider: "sqlite", adapterName: "lnk7-reader" } as const;
  const adapter: SqlDriverAdapter = {
    ...names,
    queryRaw: async (query) => (await pool.run({ kind: "statement", query })) as never,
    executeRaw: rejectWrite,
    executeScript: rejectWrite,
    startTransaction: rejectWrite,
    dispose: async () => {},
  };
  return { ...names, connect: async () => instrumentAdapter(adapter, onStatement) };
}
