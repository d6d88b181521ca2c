import type pg from "pg";
import { lockOfMonths, makeMonths } from "../postgres/months.ts";
import { transact } from "../postgres/transact.ts";
import { MoveError } from "./moveError.ts";
import { type Column, keyOf, type MovedTable, movedTables, type Row } from "./tables.ts";
import { keyText, recordOf } from "./values.ts";

/**
 * What a service that has started on an empty database left there: keys of its own and of the day, and
 * data migrations that are finished, while the rows to come are still to be migrated.
 */
const madeAtStart = ["InstanceKey", "DataMigration", "VisitorKey"];

/** How far a move has come: the last row that was moved, none at the beginning. */
export interface Progress {
  table: string | null;
  lastKey: string | null;
}

/**
 * Begins a move, or finds how far it had come when it was interrupted. Throws a MoveError where the
 * database holds anything of others.
 */
export function begin(pool: pg.Pool, source: string): Promise<Progress> {
  return transact(pool, async (client) => {
    await client.query(lockOfMonths);
    const known = await client.query<{ known: boolean }>(
      `SELECT to_regclass('"_lnk7_move"') IS NOT NULL AS "known"`,
    );
    if (!known.rows[0]?.known) {
      await requireEmpty(client);
      for (const table of madeAtStart) await client.query(`DELETE FROM "${table}"`);
      await client.query(
        `CREATE TABLE "_lnk7_move" ("source" TEXT NOT NULL, "table" TEXT, "lastKey" TEXT)`,
      );
      await client.query(`INSERT INTO "_lnk7_move" ("source") VALUES ($1)`, [source]);
    }
    const { rows } = await client.query<Progress & { source: string }>(
      `SELECT "source", "table", "lastKey" FROM "_lnk7_move"`,
    );
    const [begun] = rows;
    if (begun?.source !== source) {
      throw new MoveError(
        "A move from another database was begun to there, or this one has changed since: move into a new database.",
      );
    }
    return { table: begun.table, lastKey: begun.lastKey };
  });
}

/** Writes rows and how far the move has come with them, both or neither. */
export function writeRows(
  pool: pg.Pool,
  table: MovedTable,
  columns: Column[],
  rows: Row[],
): Promise<void> {
  const records = JSON.stringify(rows.map((row) => recordOf(table, columns, row)));
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const typed = columns.map(({ name, type }) => `"${name}" ${type}`).join(", ");
  const lastKey = keyText(keyOf(table, columns, rows.at(-1) ?? []));
  return transact(pool, async (client) => {
    if (table.name === "Click") await makeRoom(client, columns, rows);
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

/** The columns of a table, in their order. */
export async function columnsOf(pool: pg.Pool, table: MovedTable): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT "column_name" AS "name", "udt_name" AS "type" FROM information_schema.columns
     WHERE "table_schema" = current_schema() AND "table_name" = $1 ORDER BY "ordinal_position"`,
    [table.name],
  );
  return rows;
}

/** Lets new ids follow those that were ever given, also to what is deleted. */
export async function continueIds(
  pool: pg.Pool,
  highest: { name: string; id: number }[],
): Promise<void> {
  for (const { name, id } of highest) {
    await pool.query("SELECT setval(pg_get_serial_sequence($1, 'id'), $2)", [`"${name}"`, id]);
  }
}

/** Forgets how far the move had come, for it is done. */
export async function end(pool: pg.Pool): Promise<void> {
  await pool.query(`DROP TABLE "_lnk7_move"`);
}

async function requireEmpty(client: pg.PoolClient): Promise<void> {
  const any = movedTables
    .filter(({ name }) => !madeAtStart.includes(name))
    .map(({ name }) => `EXISTS (SELECT FROM "${name}")`)
    .join(" OR ");
  const { rows } = await client.query<{ any: boolean }>(`SELECT ${any} AS "any"`);
  if (rows[0]?.any) {
    throw new MoveError("The database to move into holds something already: move into a new one.");
  }
}

/** Clicks lie by month. */
async function makeRoom(client: pg.PoolClient, columns: Column[], rows: Row[]): Promise<void> {
  const place = columns.findIndex(({ name }) => name === "at");
  const months = new Map(
    rows.map((row) => [new Date(Number(row[place])).toISOString().slice(0, 7), Number(row[place])]),
  );
  await client.query(lockOfMonths);
  for (const at of months.values()) await makeMonths(client, at);
}
