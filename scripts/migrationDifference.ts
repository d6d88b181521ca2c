import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import SqliteDatabase from "better-sqlite3";
import pg from "pg";
import type { Engine } from "../src/db/migrations.ts";
import { migrate as migratePostgres } from "../src/db/postgres/migrate.ts";
import { noExternalTables, openSchemaEngine } from "../src/db/schemaEngine.ts";
import { sqliteAdapter, sqlitePath } from "../src/db/sqlite/adapter.ts";
import { migrate as migrateSqlite } from "../src/db/sqlite/migrate.ts";
import { createTestDatabase } from "./createTestDatabase.ts";
import { createIntrospectionAdapter } from "./introspectionAdapter.ts";

/**
 * Objects that Prisma's models cannot express: virtual tables and partial indexes. A separate test
 * checks them, together with the triggers, which Prisma ignores.
 */
const handwritten = {
  sqlite: ['TABLE "LinkSearch"', 'INDEX "Link_exhausted_idx"', 'INDEX "Link_expiring_idx"'],
  postgres: [
    'TABLE "LinkSearch"',
    'INDEX "Link_exhausted_idx"',
    'INDEX "Link_expiring_idx"',
    'INDEX "Link_unclicked_idx"',
  ],
};

/** Returns the SQL from an engine's committed migrations to the models; empty if they match. */
export function migrationDifference(engine: Engine): Promise<string> {
  return engine === "sqlite" ? differenceOfSqlite() : differenceOfPostgres();
}

async function differenceOfSqlite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lnk7-migration-"));
  try {
    const databaseUrl = `file:${join(folder, "migrated.db")}`;
    await migrateSqlite(databaseUrl);
    const database = new SqliteDatabase(sqlitePath(databaseUrl));
    for (const object of handwritten.sqlite) database.exec(`DROP ${object}`);
    database.close();
    return await difference("prisma/schema.prisma", sqliteAdapter(databaseUrl));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function differenceOfPostgres(): Promise<string> {
  const { databaseUrl, drop } = await createTestDatabase();
  try {
    await migratePostgres(databaseUrl);
    const pool = new pg.Pool({ connectionString: databaseUrl });
    for (const object of handwritten.postgres) await pool.query(`DROP ${object}`);
    const adapter = createIntrospectionAdapter(pool);
    const sql = await difference("src/db/generated/postgresMigrations.prisma", adapter);
    await pool.end();
    return sql;
  } finally {
    await drop();
  }
}

async function difference(
  path: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<string> {
  const schema = { path, content: readFileSync(path, "utf8") };
  const engine = await openSchemaEngine(adapter, [[schema.path, schema.content]]);
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files: [schema], configDir: "prisma" },
    to: { tag: "schemaDatamodel", files: [schema] },
    script: true,
    exitCode: null,
    filters: noExternalTables,
  });
  return stdout?.includes(";") ? stdout : "";
}
