import { copyFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { isPostgres } from "../../src/db/databaseUrl.ts";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";
import { memoryFolder, temporaryFolder } from "./temporaryFolder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL database that each test copies; absent on SQLite. */
    template: string;
    /** The SQLite file that each test copies. */
    sqliteTemplate: string;
  }
}

/** Whether this run of the suite uses PostgreSQL. */
export const onPostgres = inject("template") !== undefined;

/** Creates a migrated database of the engine under test. It is deleted after the test. */
export async function newDatabaseUrl(): Promise<string> {
  if (!onPostgres) {
    const file = join(temporaryFolder(memoryFolder), "lnk7.db");
    copyFileSync(inject("sqliteTemplate"), file);
    return `file:${file}`;
  }
  const { databaseUrl, drop } = await createTestDatabase(inject("template"));
  onTestFinished(drop);
  return databaseUrl;
}

const { builtins, getTypeParser } = pg.types;
const parsers: Record<number, (text: string) => unknown> = {
  [builtins.BOOL]: (text) => (text === "t" ? 1 : 0),
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
  [builtins.TIMESTAMPTZ]: (text) => new Date(text).getTime(),
};

/**
 * Queries the database as another program, with the same results from both engines. Times are in
 * milliseconds, true is 1. The values replace each `?` in the statement.
 */
export async function queryDatabase<Row = Record<string, unknown>>(
  databaseUrl: string,
  sql: string,
  ...values: unknown[]
): Promise<Row[]> {
  if (!isPostgres(databaseUrl)) {
    const database = new SqliteDatabase(sqlitePath(databaseUrl));
    try {
      const statement = database.prepare<unknown[], Row>(sql);
      if (statement.reader) return statement.all(...values);
      statement.run(...values);
      return [];
    } finally {
      database.close();
    }
  }
  const types = {
    getTypeParser: ((oid: number) => parsers[oid] ?? getTypeParser(oid)) as typeof getTypeParser,
  };
  const client = new pg.Client({ connectionString: databaseUrl, types });
  await client.connect();
  try {
    let place = 0;
    const text = sql.replace(/\?/g, () => `$${++place}`);
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
