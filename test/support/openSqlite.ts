import SqliteDatabase from "better-sqlite3";
import { onTestFinished } from "vitest";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";

/** The database as another program sees it, for looking into it and for being in its way. */
export function openSqlite(databaseUrl: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(sqlitePath(databaseUrl));
  onTestFinished(() => void database.close());
  return database;
}
