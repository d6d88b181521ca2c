import type pg from "pg";
import { createPartitions, partitionLockSql } from "../postgres/clickPartitions.ts";
import { withTransaction } from "../postgres/transaction.ts";
import { CopyError } from "./copyError.ts";
import { serializeKey, toRecord } from "./serialization.ts";
import { type Column, type Row, type TableToCopy, tablesToCopy, toKey } from "./tables.ts";

/**
 * Tables that a service has filled when it started on an empty database. They hold its own key, the
 * day's key and finished data migrations, while the copied rows are still to be migrated.
 */
const tablesFilledAtStartup = ["InstanceKey", "DataMigration", "VisitorKey"];

/** Progress of a copy: the last row that was copied, null at the beginning. */
export interface Progress {
  table: string | null;
  lastKey: string | null;
}

/**
 * Starts a copy, or returns the progress of an interrupted one. Throws CopyError if the database holds
 * other data.
 */
export function startProgress(pool: pg.Pool, source: string): Promise<Progress> {
  return withTransaction(pool, async (client) => {
    await client.query(partitionLockSql);
    const known = await client.query<{ known: boolean }>(
      `SELECT to_regclass('"_lnk7_move"') IS NOT NULL AS "known"`,
    );
    if (!known.rows[0]?.known) {
      await requireEmpty(client);
      for (const table of tablesFilledAtStartup) await client.query(`DELETE FROM "${table}"`);
      await client.query(
        `CREATE TABLE "_lnk7_move" ("source" TEXT NOT NULL, "table" TEXT, "lastKey" TEXT)`,
      );
      await client.query(`INSERT INTO "_lnk7_move" ("source") VALUES ($1)`, [source]);
    }
    const { rows } = await client.query<Progress & { source: string }>(
      `SELECT "source", "table", "lastKey" FROM "_lnk7_move"`,
    );
    const [progress] = rows;
    if (progress?.source !== source) {
      throw new CopyError(
        "The target contains an interrupted migration of another database, or the source has changed since. Use a new target database.",
      );
    }
    return { table: progress.table, lastKey: progress.lastKey };
  });
}

/** Writes rows and the progress of the copy in one transaction. */
export function writeRows(
  pool: pg.Pool,
  table: TableToCopy,
  columns: Column[],
  rows: Row[],
): Promise<void> {
  const records = JSON.stringify(rows.map((row) => toRecord(table, columns, row)));
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const typed = columns.map(({ name, type }) => `"${name}" ${type}`).join(", ");
  const lastKey = serializeKey(toKey(table, columns, rows.at(-1) ?? []));
  return withTransaction(pool, async (client) => {
    if (table.name === "Click") await createClickPartitions(client, columns, rows);
    await client.query(
      `INSERT INTO "${table.name}" (${names})
       SELECT ${names} FROM json_to_recordset($1::json) AS "moved" (${typed}) ON CONFLICT DO NOTHING`,
      [records],
    );
    await client.query(`UPDATE "_lnk7_move" SET "table" = $1, "lastKey" = $2`, [
      table.name,
      lastKey,
    ]);
  });
}

/** Returns the columns of a table, in their order. */
export async function readColumns(pool: pg.Pool, table: TableToCopy): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT "column_name" AS "name", "udt_name" AS "type" FROM information_schema.columns
     WHERE "table_schema" = current_schema() AND "table_name" = $1 ORDER BY "ordinal_position"`,
    [table.name],
  );
  return rows;
}

/** Sets the sequences, so new ids follow all ids ever assigned, including those of deleted rows. */
export async function restartSequences(
  pool: pg.Pool,
  maxIds: { name: string; id: number }[],
): Promise<void> {
  for (const { name, id } of maxIds) {
    await pool.query("SELECT setval(pg_get_serial_sequence($1, 'id'), $2)", [`"${name}"`, id]);
  }
}

/** Removes the progress of a finished copy. */
export async function finishProgress(pool: pg.Pool): Promise<void> {
  await pool.query(`DROP TABLE "_lnk7_move"`);
}

async function requireEmpty(client: pg.PoolClient): Promise<void> {
  const any = tablesToCopy
    .filter(({ name }) => !tablesFilledAtStartup.includes(name))
    .map(({ name }) => `EXISTS (SELECT FROM "${name}")`)
    .join(" OR ");
  const { rows } = await client.query<{ any: boolean }>(`SELECT ${any} AS "any"`);
  if (rows[0]?.any) {
    throw new CopyError("The target database is not empty. Use an empty one.");
  }
}

/** Creates the partitions for the months of the clicks. */
async function createClickPartitions(
  client: pg.PoolClient,
  columns: Column[],
  rows: Row[],
): Promise<void> {
  const index = columns.findIndex(({ name }) => name === "at");
  const months = new Map(
    rows.map((row) => [new Date(Number(row[index])).toISOString().slice(0, 7), Number(row[index])]),
  );
  await client.query(partitionLockSql);
  for (const at of months.values()) await createPartitions(client, at);
}
