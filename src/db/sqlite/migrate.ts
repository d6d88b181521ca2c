import type { SqlQueryable } from "@prisma/driver-adapter-utils";
import {
  appliedMigrations,
  applyMigrations,
  migrationBetween,
  needsMigration,
} from "../migrations.ts";
import type { DatabaseMigration } from "../openingReport.ts";
import { sqliteMigrationAdapter, sqlitePath, takeWriteLock } from "./adapter.ts";
import { backUpBeforeMigration } from "./migrationBackup.ts";

export interface MigrationOptions {
  /** Whether an older database is copied before. */
  hasBackup: boolean;
  /** Called with what was done to an older database. */
  onMigrated: (migration: DatabaseMigration) => void;
}

/**
 * Brings the database to the newest migration. Answers the names of those applied now. Throws a
 * NewerDatabaseError, and a MigrationBackupError.
 */
export async function migrate(
  databaseUrl: string,
  { hasBackup, onMigrated }: Partial<MigrationOptions> = {},
): Promise<string[]> {
  const connection = await sqliteMigrationAdapter(databaseUrl);
  try {
    const adapter = await connection.factory.connect();
    const applied = (await hasMigrations(adapter)) ? await appliedMigrations(adapter) : [];
    const startedAt = performance.now();
    const isOlder = applied.length > 0 && (await needsMigration("sqlite", applied));
    // Nobody else writes before the end of this transaction: the copy lacks nothing.
    const backup =
      isOlder && hasBackup ? await backUpBeforeMigration(sqlitePath(databaseUrl)) : undefined;
    const appliedNow = await applyMigrations("sqlite", connection.factory, applied);
    // A file that may only be read is opened for reading, and even locked, without a word.
    await adapter.executeRaw(takeWriteLock);
    await connection.commit();
    const migration = migrationBetween(applied, appliedNow, startedAt, backup);
    if (migration) onMigrated?.(migration);
    return appliedNow;
  } finally {
    await connection.close();
  }
}

async function hasMigrations(connection: SqlQueryable): Promise<boolean> {
  const sql = "SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'";
  return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows.length > 0;
}
