import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { appliedMigrations, applyMigrations, migrationBetween } from "../migrations.ts";
import type { DatabaseMigration } from "../openingReport.ts";
import { createPartitions, partitionLockSql } from "./clickPartitions.ts";
import { destroyDeadConnections } from "./deadConnections.ts";
import { connectTimeoutMilliseconds } from "./pool.ts";

/**
 * The same table as the schema engine's. If it were absent, the engine's query would fail, and with it
 * the transaction.
 */
const migrationsTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies missing migrations and creates the partitions for the coming months. One transaction holds
 * the lock for all of this, so processes that start together do it once. Returns the names of the
 * migrations applied now. Calls `onMigrated` with the migration of an older database.
 */
export async function migrate(
  databaseUrl: string,
  onMigrated: (migration: DatabaseMigration) => void = () => {},
): Promise<string[]> {
  // One connection, so all statements belong to the transaction.
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    keepAlive: true,
    options: "-c timezone=UTC",
  });
  pool.on("error", () => {});
  destroyDeadConnections(pool, databaseUrl);
  try {
    const adapter = await new PrismaPg(pool).connect();
    await pool.query("BEGIN");
    await pool.query(partitionLockSql);
    await pool.query(migrationsTable);
    const applied = await appliedMigrations(adapter);
    const startedAt = performance.now();
    const appliedNow = await applyMigrations("postgres", migrationFactory(adapter, pool), applied);
    await createPartitions(pool, Date.now());
    await pool.query("COMMIT");
    const migration = migrationBetween(applied, appliedNow, startedAt);
    if (migration) onMigrated(migration);
    return appliedNow;
  } finally {
    await pool.end();
  }
}

function migrationFactory(
  adapter: SqlDriverAdapter,
  pool: pg.Pool,
): SqlMigrationAwareDriverAdapterFactory {
  // The adapter's own function splits a script at each semicolon, even within functions.
  adapter.executeScript = async (script) => void (await pool.query(script));
  return {
    provider: "postgres",
    adapterName: adapter.adapterName,
    connect: async () => adapter,
    connectToShadowDb: async () => adapter,
  };
}
