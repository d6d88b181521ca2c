import type { SqlQueryable } from "@prisma/driver-adapter-utils";
import { appliedMigrations, applyMigrations } from "../migrations.ts";
import { sqliteMigrationAdapter } from "./adapter.ts";

/** Brings the database to the newest migration. Answers the names of those applied now. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const connection = await sqliteMigrationAdapter(databaseUrl);
  try {
    const adapter = await connection.factory.connect();
    const applied = (await hasMigrations(adapter)) ? await appliedMigrations(adapter) : [];
    const appliedNow = await applyMigrations("sqlite", connection.factory, applied);
    await connection.commit();
    return appliedNow;
  } finally {
    await connection.close();
  }
}

async function hasMigrations(connection: SqlQueryable): Promise<boolean> {
  const sql = "SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'";
  return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows.length > 0;
}
