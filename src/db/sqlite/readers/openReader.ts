import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaClient } from "../../generated/sqlite/client.ts";
import type { LinkPlace } from "../../linkLists.ts";
import type { DayValues, HourCounts } from "../../lookup.ts";
import type { Reader } from "../../reader.ts";
import { type StatementTimes, timeStatements } from "../../statementTimes.ts";
import type { ReaderPool } from "./readerPool.ts";

/** Reads in the threads of the pool, which ends with it. */
export function openReader(pool: ReaderPool, threads: number, note: StatementTimes): Reader {
  const database = new PrismaClient({ adapter: threadedAdapter(pool, note) });
  return {
    database,
    listLinks: async (query) => (await pool.run({ kind: "listLinks", query })) as LinkPlace[],
    sumHours: async (subject, bounds) =>
      (await pool.run({ kind: "sumHours", subject, bounds })) as HourCounts[],
    sumDays: async (subject, query) =>
      (await pool.run({ kind: "sumDays", subject, query })) as DayValues,
    // A thread has nothing to do while what it has read is being made use of.
    atOnce: threads * 2,
    close: async () => {
      await database.$disconnect();
      await pool.close();
    },
  };
}

function threadedAdapter(pool: ReaderPool, note: StatementTimes): SqlDriverAdapterFactory {
  const refuse = async () => {
    throw new Error("A reader does not write.");
  };
  const names = { provider: "sqlite", adapterName: "lnk7-reader" } as const;
  const adapter: SqlDriverAdapter = {
    ...names,
    queryRaw: async (query) => (await pool.run({ kind: "statement", query })) as never,
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => {},
  };
  return { ...names, connect: async () => timeStatements(adapter, note) };
}
