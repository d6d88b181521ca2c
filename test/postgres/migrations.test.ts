import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { migrationDifference } from "../../scripts/migrationDifference.ts";
import { DatabaseOpenError } from "../../src/db/databaseErrors.ts";
import { migrationNames } from "../../src/db/migrations.ts";
import { openStorage } from "../../src/db/openStorage.ts";
import { migrate } from "../../src/db/postgres/migrate.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { createOlderDatabase } from "../support/olderDatabase.ts";
import { freePorts, startProgram } from "../support/program.ts";
import { createWorld } from "../support/world.ts";

async function unmigrated(): Promise<string> {
  const { databaseUrl, drop } = await createTestDatabase();
  onTestFinished(drop);
  return databaseUrl;
}

test("the migrations produce exactly the models", async () => {
  expect(await migrationDifference("postgres")).toBe("");
});

test("the handwritten tables, triggers and indexes exist, and no others", async () => {
  const databaseUrl = await newDatabaseUrl();

  const handwritten = await queryDatabase(
    databaseUrl,
    `SELECT 'extension' AS kind, extname::text AS name FROM pg_extension
     UNION ALL SELECT 'trigger', tgname FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT 'index', indexrelid::regclass::text FROM pg_index
       JOIN pg_class ON oid = indexrelid WHERE relnamespace = 'public'::regnamespace
         AND (indpred IS NOT NULL OR relam <> (SELECT oid FROM pg_am WHERE amname = 'btree'))
     UNION ALL SELECT 'table parted by', partrelid::regclass::text FROM pg_partitioned_table
     UNION ALL SELECT 'function', proname FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND prolang <> 13 ORDER BY 1, 2`,
  );

  expect(handwritten).toEqual([
    { kind: "extension", name: "btree_gin" },
    { kind: "extension", name: "pg_trgm" },
    { kind: "extension", name: "plpgsql" },
    { kind: "function", name: "keepLinkSearch" },
    { kind: "index", name: '"LinkSearch_ownerId_text_idx"' },
    { kind: "index", name: '"Link_exhausted_idx"' },
    { kind: "index", name: '"Link_expiring_idx"' },
    { kind: "index", name: '"Link_unclicked_idx"' },
    { kind: "table parted by", name: '"Click"' },
    { kind: "trigger", name: "LinkSearch_insert" },
    { kind: "trigger", name: "LinkSearch_update" },
  ]);
});

test("the first startup applies every migration and the second none", async () => {
  const databaseUrl = await unmigrated();

  expect(await migrate(databaseUrl)).toEqual(await migrationNames("postgres"));
  expect(await migrate(databaseUrl)).toEqual([]);
});

test("ten concurrently started processes apply each migration once to an empty database", {
  tags: ["full"],
  timeout: 90_000,
}, async () => {
  const databaseUrl = await unmigrated();
  const ports = await freePorts(10);

  const programs = await Promise.all(
    ports.map((port) => startProgram({ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: "4" }, port)),
  );

  for (const { url } of programs) {
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  }
  expect(
    await queryDatabase(
      databaseUrl,
      "SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1",
    ),
  ).toEqual((await migrationNames("postgres")).map((name) => ({ name })));
  await Promise.all(programs.map(({ end }) => end("SIGTERM")));
});

test("rejects a database of a newer version by name and leaves it unchanged", async () => {
  const databaseUrl = await newDatabaseUrl();
  await queryDatabase(
    databaseUrl,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ('x', 'x', '9999_future', CURRENT_TIMESTAMP, 1)`,
  );

  await expect(openStorage({ databaseUrl })).rejects.toThrow(
    new DatabaseOpenError(
      "The database was written by a newer version of LNK7 (its migration 9999_future is unknown to " +
        "this one). Start that version, or restore a backup made before the upgrade.",
    ),
  );
});

test("an unreachable server or missing database is reported in one sentence", async () => {
  const [port] = await freePorts(1);
  const open = (databaseUrl: string) =>
    openStorage({ databaseUrl }).catch(({ message }: Error) => message);

  expect(await open(`postgres://root:secret@127.0.0.1:${port}/lnk7`)).toBe(
    `The database lnk7 at 127.0.0.1:${port} cannot be opened and written: connect ECONNREFUSED 127.0.0.1:${port}.`,
  );
  const absent = new URL(await newDatabaseUrl());
  absent.pathname = "no_such_database";
  expect(await open(absent.href)).toBe(
    `The database no_such_database at ${absent.host} cannot be opened and written: database "no_such_database" does not exist.`,
  );
});

test("logs the versions of a migration of an older database", async () => {
  const databaseUrl = await unmigrated();
  const names = await createOlderDatabase("postgres", databaseUrl);

  const { log } = await createWorld({ DATABASE_URL: databaseUrl });

  expect(log.filter(({ msg }) => msg === "The database was migrated to this version.")).toEqual([
    expect.objectContaining({
      from: names.at(-1),
      to: (await migrationNames("postgres")).at(-1),
      milliseconds: expect.any(Number),
    }),
  ]);
});
