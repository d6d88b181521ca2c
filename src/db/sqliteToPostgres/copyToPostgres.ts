import type pg from "pg";
import { openStorage } from "../openStorage.ts";
import { openPool } from "../postgres/pool.ts";
import { checksumSource, checksumTarget, type TableChecksum } from "./checksums.ts";
import { CopyError } from "./copyError.ts";
import { parseKey } from "./serialization.ts";
import { openSource, type Source } from "./source.ts";
import { type TableToCopy, tablesToCopy, toKey } from "./tables.ts";
import {
  finishProgress,
  readColumns,
  restartSequences,
  startProgress,
  writeRows,
} from "./target.ts";

const defaultBatchRows = 2_000;
const connections = 1;
/** Only the operator waits for a copy, and sorting a large table takes time. */
const maxStatementSeconds = 86_400;

/**
 * Called during a copy with a table, the number of its rows that are copied, and the number of all
 * rows.
 */
export type OnProgress = (table: string, moved: number, all: number) => void;

export interface CopiedTable extends TableChecksum {
  table: string;
}

/**
 * Copies the whole content of an SQLite file into an empty PostgreSQL database, or continues an
 * interrupted copy. Returns the tables of the target, compared row by row. Throws CopyError.
 */
export async function copyToPostgres(
  from: string,
  to: string,
  onProgress: OnProgress,
  batchRows = defaultBatchRows,
): Promise<CopiedTable[]> {
  const source = await openSource(from);
  try {
    // Creates the tables.
    await (await openStorage({ databaseUrl: to })).close();
    const settings = { databaseUrl: to, statementTimeoutSeconds: maxStatementSeconds };
    const pool = openPool(settings, connections);
    try {
      await copyAll(source, pool, onProgress, batchRows);
      await restartSequences(pool, source.maxIds());
      const copied = await compareTables(source, pool);
      await finishProgress(pool);
      return copied;
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
  onProgress: OnProgress,
  batchRows: number,
): Promise<void> {
  const progress = await startProgress(pool, source.fingerprint);
  const current = tablesToCopy.findIndex(({ name }) => name === progress.table);
  for (const [index, table] of tablesToCopy.entries()) {
    const all = source.counts.get(table.name) ?? 0;
    if (index < current) {
      onProgress(table.name, all, all);
      continue;
    }
    const lastKey = index === current ? progress.lastKey : null;
    await copyTable(
      source,
      pool,
      table,
      lastKey,
      (copied) => onProgress(table.name, copied, all),
      batchRows,
    );
  }
}

async function copyTable(
  source: Source,
  pool: pg.Pool,
  table: TableToCopy,
  lastKey: string | null,
  onProgress: (copied: number) => void,
  batchRows: number,
): Promise<void> {
  const columns = await readColumns(pool, table);
  let after = lastKey === null ? undefined : parseKey(table, columns, lastKey);
  let copied = after ? source.countUpTo(table, after) : 0;
  for (;;) {
    onProgress(copied);
    const rows = source.read(table, columns, after, batchRows);
    const last = rows.at(-1);
    if (!last) return;
    await writeRows(pool, table, columns, rows);
    after = toKey(table, columns, last);
    copied += rows.length;
  }
}

async function compareTables(source: Source, pool: pg.Pool): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of tablesToCopy) {
    const columns = await readColumns(pool, table);
    const expected = checksumSource(source, table, columns);
    const actual = await checksumTarget(pool, table, columns);
    if (actual.rows !== expected.rows || actual.checksum !== expected.checksum) {
      throw new CopyError(
        `"${table.name}" differs: the source has ${expected.rows} rows (checksum ${expected.checksum}), the target has ${actual.rows} (checksum ${actual.checksum}).`,
      );
    }
    copied.push({ table: table.name, ...actual });
  }
  return copied;
}
