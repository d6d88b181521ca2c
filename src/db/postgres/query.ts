import type pg from "pg";
import type { OnStatement } from "../statementMetrics.ts";

/** Answers the rows of a statement. Each connection prepares one that has a name once, and keeps it. */
export type RunQuery = <Row extends pg.QueryResultRow>(
  statement: Required<Pick<pg.QueryConfig, "text" | "values">> & Pick<pg.QueryConfig, "name">,
) => Promise<Row[]>;

/** Asks over any connection of the pool. `onStatement` hears of what fails: nobody else tells the operator. */
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

/** A statement to be asked with other values each time. */
export function preparedQuery<Row extends pg.QueryResultRow>(
  runQuery: RunQuery,
  name: string,
  text: string,
) {
  return (...values: unknown[]): Promise<Row[]> => runQuery<Row>({ name, text, values });
}
