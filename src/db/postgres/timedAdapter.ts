import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { type StatementTimes, timeStatements } from "../statementTimes.ts";
import { boundRows } from "./boundedRows.ts";

/** Lets Prisma ask over the connections of the pool, which ends with the client. */
export function timedAdapter(pool: pg.Pool, note: StatementTimes): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool, { disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = boundRows(await connect());
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      boundRows(await startTransaction(isolationLevel));
    return timeStatements(adapter, note) as never;
  };
  return factory;
}
