import type { Pool, PoolClient } from "pg";

type Connection = Pick<PoolClient, "query"> | Pick<Pool, "query">;

/** Months after the current one that have a table of their own already. */
const monthsAhead = 2;
/** Lets one process at a time make and remove months; any number that no other program locks. */
export const partitionLockSql = "SELECT pg_advisory_xact_lock(7157077)";
const tableName = /^Click_(\d{4})_(\d{2})$/;

/**
 * Makes tables for the clicks of this month and the next ones, where absent. A month of which there
 * are clicks already, by a clock that went ahead, stays with the others. `now` is in milliseconds;
 * whoever calls sees to it that nobody else does so meanwhile.
 */
export async function createPartitions(connection: Connection, now: number): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead++) {
    const { table, start, end } = toPartition(now, ahead);
    const { rows } = await connection.query(
      `SELECT 1 FROM "pg_class" WHERE "relname" = $1 AND pg_table_is_visible("oid")
       UNION ALL (SELECT 1 FROM "Click_other" WHERE "at" >= $2 AND "at" < $3 LIMIT 1)`,
      [table, start, end],
    );
    if (rows.length > 0) continue;
    await connection.query(
      `CREATE TABLE "${table}" PARTITION OF "Click"
       FOR VALUES FROM ('${start.toISOString()}') TO ('${end.toISOString()}')`,
    );
    // As of all clicks: see the migration that says why.
    await connection.query(`ALTER TABLE "${table}" ALTER COLUMN "linkId" SET STATISTICS 0`);
  }
}

/** Removes the months that lie wholly before that time, in milliseconds. */
export async function dropPartitions(connection: Connection, before: number): Promise<void> {
  const { rows } = await connection.query<{ table: string }>(
    `SELECT "relname" AS "table" FROM "pg_inherits" JOIN "pg_class" ON "oid" = "inhrelid"
     WHERE "inhparent" = '"Click"'::regclass ORDER BY 1`,
  );
  for (const { table } of rows) {
    const [, year, month] = tableName.exec(table) ?? [];
    if (year && month && Date.UTC(Number(year), Number(month)) <= before) {
      await connection.query(`DROP TABLE "${table}"`);
    }
  }
}

function toPartition(now: number, ahead: number): { table: string; start: Date; end: Date } {
  const date = new Date(now);
  const start = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead));
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  return { table: `Click_${start.toISOString().slice(0, 7).replace("-", "_")}`, start, end };
}
