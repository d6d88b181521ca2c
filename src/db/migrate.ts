import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { SqlQueryable } from "@prisma/driver-adapter-utils";
import type { Database } from "./database.ts";
import { allTables, openSchemaEngine } from "./schemaEngine.ts";
import { sqliteMigrationAdapter } from "./sqlite.ts";

export const migrationsFolder = fileURLToPath(
  new URL("../../prisma/migrations/sqlite", import.meta.url),
);

const selectApplied = "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL";

/** The database holds migrations that this program does not know. */
export class NewerDatabaseError extends Error {
  override name = "NewerDatabaseError";
}

/** Names of the migrations in a folder, oldest first. */
export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Brings the database to the newest migration. Answers the names of those applied now. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const connection = await sqliteMigrationAdapter(databaseUrl);
  try {
    const known = await migrationNames();
    const applied = await appliedMigrations(await connection.factory.connect());
    const unknown = applied.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new NewerDatabaseError(
        `The database was written by a newer version of LNK7 (its migration ${unknown[0]} is ` +
          "unknown to this one). Start that version, or restore a backup made before the upgrade.",
      );
    }
    if (applied.length === known.length) return [];

    const engine = await openSchemaEngine(connection.factory);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await migrationList(known),
      filters: allTables,
    });
    await connection.commit();
    return appliedMigrationNames;
  } finally {
    await connection.close();
  }
}

/** Which of the migrations that this program knows the open database lacks, by their names. */
export async function unappliedMigrations(
  database: Database,
  known: readonly string[],
): Promise<string[]> {
  const rows = await database.$queryRawUnsafe<{ migration_name: string }[]>(selectApplied);
  const applied = new Set(rows.map((row) => row.migration_name));
  return known.filter((name) => !applied.has(name));
}

async function appliedMigrations(connection: SqlQueryable): Promise<string[]> {
  const query = (sql: string) => connection.queryRaw({ sql, args: [], argTypes: [] });
  const table = await query("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'");
  if (table.rows.length === 0) return [];
  const { rows } = await query(selectApplied);
  return rows.map(([name]) => String(name));
}

/** The migrations in the form that the schema engine takes. */
export async function migrationList(names: string[], folder = migrationsFolder) {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "sqlite"' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(`${folder}/${name}/migration.sql`, "utf8"),
          },
        },
      })),
    ),
  };
}
