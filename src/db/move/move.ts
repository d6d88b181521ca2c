import type pg from "pg";
import { openStorage } from "../openStorage.ts";
import { openPool } from "../postgres/pool.ts";
import { type Content, contentOfSource, contentOfTarget } from "./comparison.ts";
import { MoveError } from "./moveError.ts";
import { openSource, type Source } from "./source.ts";
import { keyOf, type MovedTable, movedTables } from "./tables.ts";
import { begin, columnsOf, continueIds, end, writeRows } from "./target.ts";
import { parseKey } from "./values.ts";

const rowsAtOnce = 2_000;
const connections = 1;
/** Nobody waits but whoever moves: to sort a large table takes its time. */
const longestStatementSeconds = 86_400;

/** What a move tells while it goes on: of a table, how many of its rows are there. */
export type NoteProgress = (table: string, moved: number, all: number) => void;

export interface MovedContent extends Content {
  table: string;
}

/**
 * Copies all that a file of SQLite holds into a database of PostgreSQL, which holds nothing, or what
 * an interrupted move left: then it goes on from there. Answers what is there, compared row by row.
 * Throws a MoveError.
 */
export async function move(
  from: string,
  to: string,
  note: NoteProgress,
  batchRows = rowsAtOnce,
): Promise<MovedContent[]> {
  const source = await openSource(from);
  try {
    // Makes the tables.
    await (await openStorage({ databaseUrl: to })).close();
    const settings = { databaseUrl: to, statementTimeoutSeconds: longestStatementSeconds };
    const pool = openPool(settings, connections);
    try {
      await copyAll(source, pool, note, batchRows);
      await continueIds(pool, source.highestIds());
      const contents = await compareAll(source, pool);
      await end(pool);
      return contents;
    } finally {
      await pool.end();
    }
  } finally {
    source.close();
  }
}

async function copyAll(
  source: Source,
  pool: pg.Pool,
  note: NoteProgress,
  batchRows: number,
): Promise<void> {
  const progress = await begin(pool, source.fingerprint);
  const current = movedTables.findIndex(({ name }) => name === progress.table);
  for (const [place, table] of movedTables.entries()) {
    const all = source.counts.get(table.name) ?? 0;
    if (place < current) {
      note(table.name, all, all);
      continue;
    }
    const lastKey = place === current ? progress.lastKey : null;
    await copyTable(
      source,
      pool,
      table,
      lastKey,
      (moved) => note(table.name, moved, all),
      batchRows,
    );
  }
}

async function copyTable(
  source: Source,
  pool: pg.Pool,
  table: MovedTable,
  lastKey: string | null,
  note: (moved: number) => void,
  batchRows: number,
): Promise<void> {
  const columns = await columnsOf(pool, table);
  let after = lastKey === null ? undefined : parseKey(table, columns, lastKey);
  let moved = after ? source.countUpTo(table, after) : 0;
  for (;;) {
    note(moved);
    const rows = source.read(table, columns, after, batchRows);
    const last = rows.at(-1);
    if (!last) return;
    await writeRows(pool, table, columns, rows);
    after = keyOf(table, columns, last);
    moved += rows.length;
  }
}

async function compareAll(source: Source, pool: pg.Pool): Promise<MovedContent[]> {
  const contents: MovedContent[] = [];
  for (const table of movedTables) {
    const columns = await columnsOf(pool, table);
    const expected = contentOfSource(source, table, columns);
    const found = await contentOfTarget(pool, table, columns);
    if (found.rows !== expected.rows || found.checksum !== expected.checksum) {
      throw new MoveError(
        `"${table.name}" is not the same: ${expected.rows} rows (${expected.checksum}) were to be moved, and there are ${found.rows} (${found.checksum}).`,
      );
    }
    contents.push({ table: table.name, ...found });
  }
  return contents;
}
