import type pg from "pg";
import type { StatementTimes } from "../statementTimes.ts";

/** Answers the rows of a statement. Each connection prepares one that has a name once, and keeps it. */
export type Ask = <Row extends pg.QueryResultRow>(
  statement: Required<Pick<pg.QueryConfig, "text" | "values">> & Pick<pg.QueryConfig, "name">,
) => Promise<Row[]>;

/** Asks over any connection of the pool. `note` hears of what fails: nobody else tells the operator. */
export function createAsk(pool: pg.Pool, note: StatementTimes): Ask {
  return async <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => {
    const start = performance.now();
    try {
      return (await pool.query<Row>(statement)).rows;
    } catch (error) {
      note({ seconds: (performance.now() - start) / 1_000, isWrite: false, error });
      throw error;
    }
  };
}

/** A statement to be asked with other values each time. */
export function prepared<Row extends pg.QueryResultRow>(ask: Ask, name: string, text: string) {
  return (...values: unknown[]): Promise<Row[]> => ask<Row>({ name, text, values });
}
