import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { migrationNames } from "../migrations.ts";
import { readAppliedMigrations } from "../sqlite/readAppliedMigrations.ts";
import { CopyError } from "./copyError.ts";
import { type Column, type Row, type TableToCopy, tablesToCopy } from "./tables.ts";

/** An SQLite database as it is at one moment. */
export interface Source {
  /** Identifies this database with its number of rows. */
  fingerprint: string;
  counts: Map<string, number>;
  /** Returns how many rows have this key or an earlier one. */
  countUpTo(table: TableToCopy, key: unknown[]): number;
  /** Returns the next rows after a key, in the order of keys. */
  read(table: TableToCopy, columns: Column[], after: unknown[] | undefined, limit: number): Row[];
  /** Returns all rows, in the order of keys. */
  rows(table: TableToCopy, columns: Column[]): Iterable<Row>;
  /** Returns the highest id that each table has ever assigned. */
  maxIds(): { name: string; id: number }[];
  close(): void;
}

/**
 * Opens the database for reading. Throws CopyError if it is not of exactly this version, or not intact.
 */
export async function openSource(path: string): Promise<Source> {
  if (!existsSync(path)) throw new CopyError(`There is no database at ${path}.`);
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    // Later writes of other processes are not visible.
    database.exec("BEGIN");
    await requireCurrentVersion(database, path);
    requireReferentialIntegrity(database, path);
    return createSource(database);
  } catch (error) {
    database.close();
    const isNotSqlite =
      error instanceof SqliteDatabase.SqliteError && error.code === "SQLITE_NOTADB";
    throw isNotSqlite ? foreignDatabaseError(path) : error;
  }
}

function createSource(database: SqliteDatabase.Database): Source {
  const count = (name: string, condition = "", values: unknown[] = []) =>
    database
      .prepare<unknown[], number>(`SELECT count(*) FROM "${name}" ${condition}`)
      .pluck()
      .get(...values) ?? 0;
  const keyCondition = (table: TableToCopy, comparison: string) =>
    `WHERE (${quoteNames(table.key)}) ${comparison} (${table.key.map(() => "?").join(", ")})`;
  const counts = new Map(tablesToCopy.map(({ name }) => [name, count(name)]));
  // The ids of migrations are random and assigned when they are applied.
  const migrations = database
    .prepare("SELECT id FROM _prisma_migrations ORDER BY id")
    .pluck()
    .all();
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([migrations, ...counts]))
    .digest("hex");
  const select = (table: TableToCopy, columns: Column[], rest: string) =>
    database
      .prepare<unknown[], Row>(
        `SELECT ${quoteNames(columns.map(({ name }) => name))} FROM "${table.name}" ${rest}`,
      )
      .raw();
  return {
    fingerprint,
    counts,
    countUpTo: (table, key) => count(table.name, keyCondition(table, "<="), key),
    read: (table, columns, after, limit) => {
      const key = quoteNames(table.key);
      const condition = after ? keyCondition(table, ">") : "";
      const statement = select(table, columns, `${condition} ORDER BY ${key} LIMIT ?`);
      return statement.all(...(after ?? []), limit);
    },
    rows: (table, columns) => select(table, columns, `ORDER BY ${quoteNames(table.key)}`).iterate(),
    maxIds: () =>
      database
        .prepare<[], { name: string; id: number }>(
          `SELECT "name", "seq" AS "id" FROM sqlite_sequence WHERE "seq" > 0`,
        )
        .all(),
    close: () => void database.close(),
  };
}

async function requireCurrentVersion(
  database: SqliteDatabase.Database,
  path: string,
): Promise<void> {
  const applied = readAppliedMigrations(database);
  if (!applied) throw foreignDatabaseError(path);
  const known = await migrationNames("sqlite");
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown) {
    throw new CopyError(
      `${path} was written by a newer version of LNK7 (its migration ${unknown} is unknown to this one).`,
    );
  }
  const missing = known.find((name) => !applied.includes(name));
  if (missing) {
    throw new CopyError(
      `${path} was written by an older version of LNK7 (it lacks the migration ${missing}). Start this version with it once.`,
    );
  }
}

/**
 * Throws CopyError if rows refer to rows that do not exist. SQLite keeps such rows if another program
 * has written them; PostgreSQL does not.
 */
function requireReferentialIntegrity(database: SqliteDatabase.Database, path: string): void {
  const orphans = database
    .prepare<[], { table: string; parent: string; rows: number }>(
      `SELECT "table", "parent", count(*) AS "rows" FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all()
    .map(({ table, parent, rows }) => `${rows} of "${table}" to "${parent}"`);
  if (orphans.length === 0) return;
  throw new CopyError(
    `Rows of ${path} refer to missing rows (${orphans.join(", ")}). Remove them first, because PostgreSQL rejects them.`,
  );
}

function quoteNames(names: string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function foreignDatabaseError(path: string): CopyError {
  return new CopyError(`${path} is not an LNK7 database.`);
}
