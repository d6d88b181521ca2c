import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import pg from "pg";
import { type Engine, migrationNames, migrationsFolder } from "../../src/db/migrations.ts";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";

/** As created by Prisma. */
const migrationsTable = `CREATE TABLE "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" TIMESTAMP,
  "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMP,
  "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The number of migrations in an earlier version without data migrations. */
export const olderMigrations = { sqlite: 6, postgres: 2 } as const;

/** Creates an empty database of an earlier version. Returns the names of its migrations. */
export async function createOlderDatabase(engine: Engine, databaseUrl: string): Promise<string[]> {
  const names = (await migrationNames(engine)).slice(0, olderMigrations[engine]);
  const scripts = names.flatMap((name) => {
    const sql = readFileSync(`${migrationsFolder(engine)}/${name}/migration.sql`, "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    return [
      sql,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
       VALUES ('${name}', '${checksum}', CURRENT_TIMESTAMP, '${name}', 1)`,
    ];
  });
  const run = engine === "sqlite" ? runOnSqlite : runOnPostgres;
  await run(databaseUrl, [migrationsTable, ...scripts]);
  return names;
}

function runOnSqlite(databaseUrl: string, scripts: string[]): void {
  const database = new SqliteDatabase(sqlitePath(databaseUrl));
  for (const script of scripts) database.exec(script);
  database.close();
}

async function runOnPostgres(databaseUrl: string, scripts: string[]): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  for (const script of scripts) await client.query(script);
  await client.end();
}
