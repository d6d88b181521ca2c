import type SqliteDatabase from "better-sqlite3";
import { appliedMigrationsSql } from "../migrations.ts";

/** Returns the names of a file's migrations; undefined if it is not a database of this service. */
export function readAppliedMigrations(database: SqliteDatabase.Database): string[] | undefined {
  const tables = "SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'";
  if (!database.prepare(tables).get()) return undefined;
  return database.prepare<[], string>(appliedMigrationsSql).pluck().all();
}
