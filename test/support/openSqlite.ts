import SqliteDatabase from "better-sqlite3";
import { onTestFinished } from "vitest";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";

/** Opens the database as another program, to inspect or lock it. */
export function openSqlite(databaseUrl: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(sqlitePath(databaseUrl));
  onTestFinished(() => void database.close());
  return database;
}
