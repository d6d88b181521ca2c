import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type {
  SqlMigrationAwareDriverAdapterFactory,
  SqlQueryable,
} from "@prisma/driver-adapter-utils";
import type { Database } from "./database.ts";
import type { DatabaseMigration } from "./openingReport.ts";
import { noExternalTables, openSchemaEngine } from "./schemaEngine.ts";

/** Database engine. Each engine has its own migration history. */
export type Engine = "sqlite" | "postgres";

/** Selects the names of the migrations that a database has. */
export const appliedMigrationsSql =
  "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL";

const providers = { sqlite: "sqlite", postgres: "postgresql" };

/** Thrown if the database has migrations that this program does not know. */
export class NewerDatabaseError extends Error {
  override name = "NewerDatabaseError";
}

/** Returns the folder of an engine's migrations. */
export function migrationsFolder(engine: Engine): string {
  return fileURLToPath(new URL(`../../prisma/migrations/${engine}`, import.meta.url));
}

/** Returns the names of an engine's migrations, oldest first. */
export async function migrationNames(engine: Engine): Promise<string[]> {
  const entries = await readdir(migrationsFolder(engine), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Returns true if a database with these migrations lacks any. Throws NewerDatabaseError. */
export async function needsMigration(engine: Engine, applied: string[]): Promise<boolean> {
  const known = await migrationNames(engine);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new NewerDatabaseError(
      `The database was written by a newer version of LNK7 (its migration ${unknown[0]} is ` +
        "unknown to this one). Start that version, or restore a backup made before the upgrade.",
    );
  }
  return applied.length < known.length;
}

/**
 * Applies the missing migrations over an adapter. The caller must prevent concurrent migrations.
 * Returns the names of those applied now. Throws NewerDatabaseError.
 */
export async function applyMigrations(
  engine: Engine,
  adapter: SqlMigrationAwareDriverAdapterFactory,
  applied: string[],
): Promise<string[]> {
  if (!(await needsMigration(engine, applied))) return [];
  const schemaEngine = await openSchemaEngine(adapter);
  const { appliedMigrationNames } = await schemaEngine.applyMigrations({
    migrationsList: await migrationList(engine, await migrationNames(engine)),
    filters: noExternalTables,
  });
  return appliedMigrationNames;
}

/**
 * Returns the migration of a database that already had migrations and received others, otherwise
 * undefined.
 */
export function migrationBetween(
  applied: string[],
  appliedNow: string[],
  startedAt: number,
  backup?: string,
): DatabaseMigration | undefined {
  const from = applied.toSorted().at(-1);
  const to = appliedNow.at(-1);
  if (from === undefined || to === undefined) return undefined;
  return { from, to, milliseconds: Math.round(performance.now() - startedAt), backup };
}

/** Returns the names of the migrations that a database has. Their table must exist. */
export async function appliedMigrations(connection: SqlQueryable): Promise<string[]> {
  const { rows } = await connection.queryRaw({ sql: appliedMigrationsSql, args: [], argTypes: [] });
  return rows.map(([name]) => String(name));
}

/** Returns the names of the migrations that this program knows and the open database lacks. */
export async function unappliedMigrations(engine: Engine, database: Database): Promise<string[]> {
  const rows = await database.$queryRawUnsafe<{ migration_name: string }[]>(appliedMigrationsSql);
  const applied = new Set(rows.map((row) => row.migration_name));
  return (await migrationNames(engine)).filter((name) => !applied.has(name));
}

/** Returns the migrations in the format of the schema engine. */
async function migrationList(engine: Engine, names: string[]) {
  const folder = migrationsFolder(engine);
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: `provider = "${providers[engine]}"` },
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
