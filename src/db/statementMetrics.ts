import type { SqlDriverAdapter, SqlQueryable } from "@prisma/driver-adapter-utils";

/** Measurement of a statement. */
export interface StatementRun {
  /** Duration, including the wait for other statements. */
  seconds: number;
  isWrite: boolean;
  /** Error of the statement; undefined if it succeeded. */
  error: unknown;
}

export type OnStatement = (run: StatementRun) => void;

/**
 * Returns a callback that reports the duration of each statement, but not its error. The timeout of a
 * list does not show whether the database can be written.
 */
export function withoutErrors(onStatement: OnStatement): OnStatement {
  return ({ seconds }) => onStatement({ seconds, isWrite: false, error: undefined });
}

const writePattern = /^\s*(INSERT|UPDATE|DELETE)/i;

/** Measures each statement of the adapter, including those within transactions. */
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
