import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { migrate as migratePostgres } from "../../src/db/postgres/migrate.ts";
import { migrate as migrateSqlite } from "../../src/db/sqlite/migrate.ts";
import { memoryFolder } from "./temporaryFolder.ts";

/** Migrates a database of each engine. Copying it takes a tenth of the time of the migrations. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(memoryFolder, "lnk7-template-"));
  const file = join(folder, "lnk7.db");
  await migrateSqlite(`file:${file}`);
  project.provide("sqliteTemplate", file);

  const onPostgres = project.vitest.projects.find(({ name }) => name === "postgres");
  const database = onPostgres && (await createTestDatabase());
  if (database) {
    await migratePostgres(database.databaseUrl);
    onPostgres.provide("template", database.name);
  }
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await database?.drop();
  };
}
