import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { instrumentAdapter, type OnStatement } from "../statementMetrics.ts";
import { clampRows } from "./clampRows.ts";

/** Creates an adapter that runs Prisma's queries over the pool. The pool ends with the client. */
export function postgresAdapter(pool: pg.Pool, onStatement: OnStatement): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool, { disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = clampRows(await connect());
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      clampRows(await startTransaction(isolationLevel));
    return instrumentAdapter(adapter, onStatement) as never;
  };
  return factory;
}
