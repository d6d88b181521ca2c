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

/** As the schema engine makes it, which would fail, and with it the transaction, to find it absent. */
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
 * Brings the database to the newest migration, with room for the clicks of the coming months. All in
 * one transaction, which also holds the lock that lets processes starting together do so once.
 * Answers the names of the migrations applied now; `onMigrated` is called with what was done to an older
 * database.
 */
export async function migrate(
  databaseUrl: string,
  onMigrated: (migration: DatabaseMigration) => void = () => {},
): Promise<string[]> {
  // One connection, so that all statements are of the transaction.
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
  // The adapter's own cuts a script at each semicolon, those within functions too.
  adapter.executeScript = async (script) => void (await pool.query(script));
  return {
    provider: "postgres",
    adapterName: adapter.adapterName,
    connect: async () => adapter,
    connectToShadowDb: async () => adapter,
  };
}
