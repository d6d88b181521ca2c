import type pg from "pg";
import type { OnStatement } from "../statementMetrics.ts";

/** Returns the rows of a statement. Each connection prepares a named statement once and keeps it. */
export type RunQuery = <Row extends pg.QueryResultRow>(
  statement: Required<Pick<pg.QueryConfig, "text" | "values">> & Pick<pg.QueryConfig, "name">,
) => Promise<Row[]>;

/**
 * Creates a query runner over any connection of the pool. It calls `onStatement` for failures, because
 * no other code reports them to the operator.
 */
export function createQueryRunner(pool: pg.Pool, onStatement: OnStatement): RunQuery {
  return async <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => {
    const start = performance.now();
    try {
      return (await pool.query<Row>(statement)).rows;
    } catch (error) {
      onStatement({ seconds: (performance.now() - start) / 1_000, isWrite: false, error });
      throw error;
    }
  };
}

/** Returns a function that runs the statement with the values of each call. */
export function preparedQuery<Row extends pg.QueryResultRow>(
  runQuery: RunQuery,
  name: string,
  text: string,
) {
  return (...values: unknown[]): Promise<Row[]> => runQuery<Row>({ name, text, values });
}
