import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { migrationNames } from "../../src/db/migrations.ts";
import { runCommand } from "../support/command.ts";
import { createOlderDatabase } from "../support/olderDatabase.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { runProgram } from "../support/program.ts";
import { canMount, mountSmallDisk } from "../support/smallDisk.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld } from "../support/world.ts";

const message = "The database was migrated to this version.";
const newest = (await migrationNames("sqlite")).at(-1);

/** Creates a database of an earlier version with one account. */
async function older(path = join(temporaryFolder(), "lnk7.db")) {
  const databaseUrl = `file:${path}`;
  const names = await createOlderDatabase("sqlite", databaseUrl);
  openSqlite(databaseUrl).exec(
    `INSERT INTO "User" ("email", "emailKey", "passwordHash") VALUES ('Bob', 'bob', '')`,
  );
  return { path, databaseUrl, backup: `${path}.before-migration`, names };
}

const migrationsIn = (path: string) => {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    return database
      .prepare(`SELECT "migration_name" FROM "_prisma_migrations" ORDER BY 1`)
      .pluck()
      .all();
  } finally {
    database.close();
  }
};

test("logs the versions and duration of a migration and keeps a copy of the database", async () => {
  const { path, databaseUrl, backup, names } = await older();

  const { log, signUp } = await createWorld({ DATABASE_URL: databaseUrl });
  await signUp("alice");

  expect(log.filter(({ msg }) => msg === message)).toEqual([
    expect.objectContaining({
      level: 30,
      from: names.at(-1),
      to: newest,
      milliseconds: expect.any(Number),
      backup,
    }),
  ]);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(migrationsIn(backup)).toEqual(names);
  const copy = openSqlite(`file:${backup}`);
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(copy.prepare(`SELECT "email" FROM "User"`).pluck().all()).toEqual(["Bob"]);
  expect(migrationsIn(path)).toEqual(await migrationNames("sqlite"));
});

test("only the next migration replaces the copy, no other startup", async () => {
  const { databaseUrl, backup, names } = await older();
  writeFileSync(backup, "the copy before the migration before");
  // The remains of a copy during which the program was killed.
  writeFileSync(`${backup}.partial`, randomBytes(10_000));

  await (await createWorld({ DATABASE_URL: databaseUrl })).stop();
  expect(migrationsIn(backup)).toEqual(names);
  expect(existsSync(`${backup}.partial`)).toBe(false);

  writeFileSync(backup, "kept");
  const { log } = await createWorld({ DATABASE_URL: databaseUrl });
  expect(log.filter(({ msg }) => msg === message)).toEqual([]);
  expect(statSync(backup).size).toBe("kept".length);
});

test("makes no copy of a new database, or with MIGRATION_BACKUP=off", async () => {
  const fresh = join(temporaryFolder(), "lnk7.db");
  const { log } = await createWorld({ DATABASE_URL: `file:${fresh}` });
  expect(log.filter(({ msg }) => msg === message)).toEqual([]);
  expect(existsSync(`${fresh}.before-migration`)).toBe(false);

  const { databaseUrl, backup } = await older();
  const migrated = await createWorld({ DATABASE_URL: databaseUrl, MIGRATION_BACKUP: "off" });
  const [line] = migrated.log.filter(({ msg }) => msg === message);
  expect(line).toMatchObject({ to: newest });
  expect(line).not.toHaveProperty("backup");
  expect(existsSync(backup)).toBe(false);
});

test("a command that migrates the database reports it in addition to its output", async () => {
  const { databaseUrl, backup, names } = await older();

  const { exitCode, stdout, stderr } = await runCommand(databaseUrl, ["user", "list", "--json"]);

  expect([exitCode, stderr]).toEqual([
    0,
    `Database: ${databaseUrl.slice("file:".length)}\nThe database was migrated from ${names.at(-1)} to ${newest}. A copy of what it was is ${backup}.\n`,
  ]);
  expect(JSON.parse(stdout)).toMatchObject([{ email: "Bob" }]);
});

test("the copy can be restored and migrated again", async () => {
  const { databaseUrl, backup } = await older();
  await (await createWorld({ DATABASE_URL: databaseUrl })).stop();

  const restored = await runCommand(databaseUrl, ["restore", "--force", backup]);
  const listed = await runCommand(databaseUrl, ["user", "list", "--json"]);

  expect([restored.exitCode, restored.stderr]).toEqual([0, ""]);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ email: "Bob" }]);
});

test.skipIf(!canMount)(
  "startup fails without changes when there is no space for the copy, and says so (skipped when no disk can be mounted)",
  async () => {
    const disk = mountSmallDisk(4);
    const { path, databaseUrl, backup, names } = await older(join(disk, "lnk7.db"));
    const { bavail, bsize } = statfsSync(disk);
    const ballast = join(disk, "ballast");
    // Enough space for the migrations, but not for a copy.
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 128 * 1024));

    const { exitCode, stderr } = await runProgram({ DATABASE_URL: databaseUrl, PORT: "0" });

    expect([exitCode, stderr]).toEqual([
      1,
      `The database file ${path} was not migrated, because its backup failed: database or disk is full. Free disk space for ${backup}, or set MIGRATION_BACKUP=off.\n`,
    ]);
    expect(migrationsIn(path)).toEqual(names);
    expect(readdirSync(disk).filter((name) => name.includes("before-migration"))).toEqual([]);
    rmSync(ballast);
    const { log } = await createWorld({ DATABASE_URL: databaseUrl });
    expect(log.filter(({ msg }) => msg === message)).toHaveLength(1);
  },
);
