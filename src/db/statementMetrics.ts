import type { SqlDriverAdapter, SqlQueryable } from "@prisma/driver-adapter-utils";

/** A statement that was run. */
export interface StatementRun {
  /** How long it took, with its wait for others. */
  seconds: number;
  isWrite: boolean;
  /** What it failed by; undefined where it succeeded. */
  error: unknown;
}

export type OnStatement = (run: StatementRun) => void;

/**
 * Tells of each statement how long it took, and not by what it failed: a list that takes too long says
 * nothing of whether the database can be written.
 */
export function withoutErrors(onStatement: OnStatement): OnStatement {
  return ({ seconds }) => onStatement({ seconds, isWrite: false, error: undefined });
}

const writePattern = /^\s*(INSERT|UPDATE|DELETE)/i;

/** Times each statement of the adapter, also those within transactions. */
export function instrumentAdapter(
  adapter: SqlDriverAdapter,
  onStatement: OnStatement,
): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const start = performance.now();
    try {
      return instrumentQueryable(await startTransaction(isolationLevel), onStatement);
    } catch (error) {
      onStatement({ seconds: (performance.now() - start) / 1_000, isWrite: true, error });
      throw error;
    }
  };
  return instrumentQueryable(adapter, onStatement);
}

function instrumentQueryable<Queryable extends SqlQueryable>(
  queryable: Queryable,
  onStatement: OnStatement,
): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  const measured = async <Result>(sql: string, run: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const report = (error?: unknown) =>
      onStatement({
        seconds: (performance.now() - start) / 1_000,
        isWrite: writePattern.test(sql),
        error,
      });
    try {
      const result = await run();
      report();
      return result;
    } catch (error) {
      report(error);
      throw error;
    }
  };
  queryable.queryRaw = (query) => measured(query.sql, () => queryRaw(query));
  queryable.executeRaw = (query) => measured(query.sql, () => executeRaw(query));
  return queryable;
}
