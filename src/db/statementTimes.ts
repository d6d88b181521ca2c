import type { SqlDriverAdapter, SqlQueryable } from "@prisma/driver-adapter-utils";

/** A statement that was run. */
export interface StatementRun {
  /** How long it took, with its wait for others. */
  seconds: number;
  isWrite: boolean;
  /** What it failed by; undefined where it succeeded. */
  error: unknown;
}

export type StatementTimes = (run: StatementRun) => void;

/**
 * Tells of each statement how long it took, and not by what it failed: a list that takes too long says
 * nothing of whether the database can be written.
 */
export function timesAlone(note: StatementTimes): StatementTimes {
  return ({ seconds }) => note({ seconds, isWrite: false, error: undefined });
}

const write = /^\s*(INSERT|UPDATE|DELETE)/i;

/** Times each statement of the adapter, also those within transactions. */
export function timeStatements(adapter: SqlDriverAdapter, note: StatementTimes): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const start = performance.now();
    try {
      return time(await startTransaction(isolationLevel), note);
    } catch (error) {
      note({ seconds: (performance.now() - start) / 1_000, isWrite: true, error });
      throw error;
    }
  };
  return time(adapter, note);
}

function time<Queryable extends SqlQueryable>(
  queryable: Queryable,
  note: StatementTimes,
): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  const timed = async <Result>(sql: string, act: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const noteRun = (error?: unknown) =>
      note({ seconds: (performance.now() - start) / 1_000, isWrite: write.test(sql), error });
    try {
      const result = await act();
      noteRun();
      return result;
    } catch (error) {
      noteRun(error);
      throw error;
    }
  };
  queryable.queryRaw = (query) => timed(query.sql, () => queryRaw(query));
  queryable.executeRaw = (query) => timed(query.sql, () => executeRaw(query));
  return queryable;
}
