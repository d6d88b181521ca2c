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
  /** Whether an older database is copied before its migration. */
  hasBackup: boolean;
  /** Called with the migration of an older database. */
  onMigrated: (migration: DatabaseMigration) => void;
}

/**
 * Applies missing migrations. Returns the names of those applied now. Throws NewerDatabaseError and
 * MigrationBackupError.
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
    // Other writers wait until the end of this transaction, so the copy is complete.
    const backup =
      isOlder && hasBackup ? await backUpBeforeMigration(sqlitePath(databaseUrl)) : undefined;
    const appliedNow = await applyMigrations("sqlite", connection.factory, applied);
    // SQLite opens a read-only file for reading, and even locks it, without an error.
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
