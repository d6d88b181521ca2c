import type SqliteDatabase from "better-sqlite3";
import { appliedMigrationsSql } from "../migrations.ts";

/** Names of the migrations that a file has; undefined where it is no database of this service. */
export function readAppliedMigrations(database: SqliteDatabase.Database): string[] | undefined {
  const tables = "SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'";
  if (!database.prepare(tables).get()) return undefined;
  return database.prepare<[], string>(appliedMigrationsSql).pluck().all();
}
