import type { Pool, PoolClient } from "pg";

type Connection = Pick<PoolClient, "query"> | Pick<Pool, "query">;

/** Months after the current one that already have a partition. */
const monthsAhead = 2;
/**
 * Allows one process at a time to create and drop partitions. The number must not be locked by other
 * programs.
 */
export const partitionLockSql = "SELECT pg_advisory_xact_lock(7157077)";
const tableName = /^Click_(\d{4})_(\d{2})$/;

/**
 * Creates partitions for the clicks of this month and the next ones, if absent. A month may already
 * have clicks, from a clock that was ahead; these stay in the default partition. `now` is in
 * milliseconds. The caller must prevent concurrent calls.
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
    // As for all clicks: the migration explains the reason.
    await connection.query(`ALTER TABLE "${table}" ALTER COLUMN "linkId" SET STATISTICS 0`);
  }
}

/** Drops the partitions of months that lie entirely before the given time, in milliseconds. */
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
