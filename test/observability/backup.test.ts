import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openStorage } from "../../src/db/openStorage.ts";
import { createClient } from "../support/client.ts";
import { runCommand } from "../support/command.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld, password } from "../support/world.ts";

vi.setConfig({ testTimeout: 180_000 });

const newPath = () => join(temporaryFolder(), "lnk7.db");
const credentials = { email: "alice@example.com", password };

test("a backup under load contains every confirmed write and can be restored", {
  tags: ["full"],
}, async () => {
  const path = newPath();
  const environment = { DATABASE_URL: `file:${path}`, BASE_URL: "http://lnk7.test" };
  const program = await startProgram(environment);
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { body } = await anybody.post("/api/v1/auth/login", credentials);
  const alice = createClient(program.url, body.token);
  const visited = await alice.createLink({ short_code: "visited" });

  const answered: string[] = [];
  let clicks = 0;
  let over = false;
  const maker = async () => {
    while (!over) answered.push((await alice.createLink()).short_code);
  };
  const visitor = async () => {
    while (!over) {
      if ((await alice.visit("visited")).status === 302) clicks += 1;
    }
  };
  const load = [maker(), maker(), visitor(), visitor(), visitor()];
  await vi.waitFor(() => expect(Math.min(answered.length, clicks)).toBeGreaterThan(150), 60_000);
  const before = [...answered];
  const file = join(temporaryFolder(), "backup.db");
  const made = await runCommand(environment.DATABASE_URL, ["backup", file]);
  const during = answered.length - before.length;
  over = true;
  await Promise.all(load);

  expect(made).toEqual({
    exitCode: 0,
    stdout: `Copied ${path} to ${file}: ${statSync(file).size} bytes, checked.\n`,
    stderr: "",
  });
  expect(during).toBeGreaterThan(0);
  expect(existsSync(`${file}.partial`)).toBe(false);
  expect(statSync(file).mode & 0o077).toBe(0);
  await program.end("SIGTERM");

  const elsewhere = newPath();
  const restored = await runCommand(`file:${elsewhere}`, ["restore", file]);
  expect(restored.stderr).toBe("");
  const database = openSqlite(`file:${elsewhere}`);
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.pragma("foreign_key_check")).toEqual([]);
  expect(
    database
      .prepare(`SELECT "clickCount" - (SELECT count(*) FROM "Click" WHERE "linkId" = "Link"."id") AS "difference",
                       "clickCount" - (SELECT sum("clicks") FROM "LinkHour" WHERE "linkId" = "Link"."id") AS "hours"
                FROM "Link" WHERE "shortCode" = 'visited'`)
      .get(),
  ).toEqual({ difference: 0, hours: 0 });
  const again = await startProgram({ ...environment, DATABASE_URL: `file:${elsewhere}` });
  const back = createClient(again.url, alice.token);
  const statuses = await Promise.all(before.map(async (code) => (await back.visit(code)).status));
  expect(statuses).toEqual(before.map(() => 302));
  const kept = (await back.get(`/api/v1/links/${visited.id}`)).body;
  expect(kept.click_count).toBeLessThanOrEqual(clicks);
});

test("a backup is overwritten only with --force, and the database never", async () => {
  const { databaseUrl } = await createWorld();
  const file = join(temporaryFolder(), "backup.db");
  const path = databaseUrl.slice(5);
  writeFileSync(file, "kept");
  writeFileSync(`${file}.partial`, "left by a copy that was broken off");
  const say = async (...words: string[]) => (await runCommand(databaseUrl, words)).stderr;

  expect(await say("backup", file)).toBe(`${file} exists already: --force overwrites it.\n`);
  expect(readFileSync(file, "utf8")).toBe("kept");
  expect(await say("backup", path, "--force")).toBe(`${path} is the database itself.\n`);
  expect(await say("backup", file, "--force")).toBe("");
  expect(readFileSync(file, "utf8")).toMatch(/^SQLite format 3/);
  const nowhere = join(temporaryFolder(), "none", "backup.db");
  expect(await runCommand(databaseUrl, ["backup", nowhere])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `ENOENT: no such file or directory, open '${nowhere}.partial'\n`,
  });
  const missing = await runCommand(`file:${nowhere}`, ["backup", `${file}2`]);
  expect(missing.stderr).toBe(`There is no database at ${nowhere}: check DATABASE_URL.\n`);
});

test("a restore is rejected while a service has the database open, even an idle one", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const file = join(temporaryFolder(), "backup.db");
  await runCommand(here.databaseUrl, ["backup", file]);
  await alice.createLink({ short_code: "later" });
  const path = here.databaseUrl.slice(5);

  const rejected = await runCommand(here.databaseUrl, ["restore", file, "--force"]);
  expect([rejected.exitCode, rejected.stderr]).toEqual([
    1,
    `${path} is in use. Stop the programs that use it first.\n`,
  ]);
  await alice.createLink({ short_code: "latest" });
  expect((await here.anonymous.visit("latest")).status).toBe(302);
  await here.stop();

  const unforced = await runCommand(here.databaseUrl, ["restore", file]);
  expect(unforced.stderr).toBe(`There is a database at ${path}: --force overwrites it.\n`);
  expect((await runCommand(here.databaseUrl, ["restore", file, "--force"])).exitCode).toBe(0);
  const again = await createWorld({ DATABASE_URL: here.databaseUrl });
  expect((await again.anonymous.visit("later")).status).toBe(404);
  expect((await again.anonymous.post("/api/v1/auth/login", credentials)).status).toBe(200);
});

test("files of a killed service next to its database do not affect the restored one", async () => {
  const path = newPath();
  const environment = { DATABASE_URL: `file:${path}`, BASE_URL: "http://lnk7.test" };
  const program = await startProgram(environment);
  const file = join(temporaryFolder(), "backup.db");
  await runCommand(environment.DATABASE_URL, ["backup", file]);
  await createClient(program.url).post("/api/v1/auth/register", credentials);
  await program.end("SIGKILL");
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);

  await runCommand(environment.DATABASE_URL, ["restore", file, "--force"]);

  const database = openSqlite(environment.DATABASE_URL);
  expect(database.prepare(`SELECT count(*) AS "users" FROM "User"`).get()).toEqual({ users: 0 });
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("only complete LNK7 databases that are not newer than the program can be restored", async () => {
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  writeFileSync(file("text"), "not a database, but long enough to look at ".repeat(100));
  writeFileSync(file("empty"), "");
  openSqlite(`file:${file("other.db")}`).exec("CREATE TABLE other (id)");
  const newer = await openStorage({ databaseUrl: `file:${file("newer.db")}` });
  await newer.database.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('x', 'x', '9999_future', CURRENT_TIMESTAMP, 1)`;
  await newer.close();
  const path = newPath();
  const say = async (name: string) =>
    (await runCommand(`file:${path}`, ["restore", file(name)])).stderr;

  for (const name of ["text", "empty", "other.db"]) {
    expect(await say(name)).toBe(`${file(name)} is not an LNK7 database.\n`);
  }
  expect(await say("newer.db")).toBe(
    `${file("newer.db")} was written by a newer version of LNK7 (its migration 9999_future is unknown to this one).\n`,
  );
  expect(await say("absent")).toBe(`There is no file ${file("absent")}.\n`);
  expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false]);
});

test("the command runs with npm and prints only its result", async () => {
  const printed = execFileSync("npm", ["run", "--silent", "lnk7", "--", "user", "list", "--json"], {
    // The test runner sets a BASE_URL of its own.
    env: { ...process.env, BASE_URL: "", DATABASE_URL: (await createWorld()).databaseUrl },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

  expect(printed).toBe("[]\n");
});
