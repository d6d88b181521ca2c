import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { migrationDifference } from "../../scripts/migrationDifference.ts";
import { DatabaseOpenError } from "../../src/db/databaseErrors.ts";
import { migrationNames } from "../../src/db/migrations.ts";
import { openStorage } from "../../src/db/openStorage.ts";
import { migrate } from "../../src/db/sqlite/migrate.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const newDatabaseUrl = () => `file:${join(temporaryFolder(), "lnk7.db")}`;

test("the migrations produce exactly the models", async () => {
  expect(await migrationDifference("sqlite")).toBe("");
});

test("the handwritten tables, triggers and indexes exist, and no others", async () => {
  const databaseUrl = newDatabaseUrl();
  await migrate(databaseUrl);

  const handwritten = openSqlite(databaseUrl)
    .prepare(
      `SELECT "type", "name" FROM "sqlite_master" WHERE "type" = 'trigger'
         OR "sql" LIKE 'CREATE VIRTUAL%' OR ("type" = 'index' AND "sql" LIKE '%WHERE%')
       ORDER BY "name"`,
    )
    .raw()
    .all();

  expect(handwritten).toEqual([
    ["table", "LinkSearch"],
    ["trigger", "LinkSearch_delete"],
    ["trigger", "LinkSearch_insert"],
    ["trigger", "LinkSearch_update"],
    ["index", "Link_exhausted_idx"],
    ["index", "Link_expiring_idx"],
  ]);
});

test("the first startup applies every migration and the second none", async () => {
  const databaseUrl = newDatabaseUrl();

  expect(await migrate(databaseUrl)).toEqual(await migrationNames("sqlite"));
  expect(await migrate(databaseUrl)).toEqual([]);
});

test("only one of several concurrently started processes applies the migrations", async () => {
  const program = `
    const { migrate } = await import(${JSON.stringify(pathToFileURL("dist/db/sqlite/migrate.js").href)});
    console.log(JSON.stringify(await migrate(process.argv[1])));`;
  const databaseUrl = newDatabaseUrl();
  const start = () =>
    promisify(execFile)(process.execPath, ["--input-type=module", "-e", program, databaseUrl]);

  const processes = await Promise.all([start(), start(), start()]);

  const applied = processes.map(({ stdout }) => JSON.parse(stdout));
  expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([
    await migrationNames("sqlite"),
    [],
    [],
  ]);
});

test("rejects a database of a newer version by name and leaves it unchanged", async () => {
  const databaseUrl = newDatabaseUrl();
  const { database, close } = await openStorage({ databaseUrl });
  await database.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('x', 'x', '9999_future', CURRENT_TIMESTAMP, 1)`;
  await close();

  await expect(openStorage({ databaseUrl })).rejects.toThrow(
    new DatabaseOpenError(
      "The database was written by a newer version of LNK7 (its migration 9999_future is unknown to " +
        "this one). Start that version, or restore a backup made before the upgrade.",
    ),
  );
});
