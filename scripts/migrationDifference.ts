import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { migrate } from "../src/db/migrate.ts";
import { allTables, openSchemaEngine } from "../src/db/schemaEngine.ts";
import { sqliteAdapter, sqlitePath } from "../src/db/sqlite.ts";

/**
 * What Prisma's models cannot say: virtual tables, partial indexes. A test of its own holds them, and
 * the triggers, which Prisma does not see.
 */
const handwritten = [
  'TABLE "LinkSearch"',
  'INDEX "Link_exhausted_idx"',
  'INDEX "Link_expiring_idx"',
];

/** The SQL that leads from the committed migrations to prisma/schema.prisma; empty where none is needed. */
export async function migrationDifference(): Promise<string> {
  const schema = {
    path: "prisma/schema.prisma",
    content: readFileSync("prisma/schema.prisma", "utf8"),
  };
  const folder = mkdtempSync(join(tmpdir(), "lnk7-migration-"));
  try {
    const databaseUrl = `file:${join(folder, "migrated.db")}`;
    await migrate(databaseUrl);
    dropHandwritten(databaseUrl);
    const engine = await openSchemaEngine(sqliteAdapter(databaseUrl), [
      [schema.path, schema.content],
    ]);
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files: [schema], configDir: "prisma" },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: null,
      filters: allTables,
    });
    return stdout?.includes(";") ? stdout : "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function dropHandwritten(databaseUrl: string): void {
  const database = new SqliteDatabase(sqlitePath(databaseUrl));
  for (const object of handwritten) database.exec(`DROP ${object}`);
  database.close();
}
