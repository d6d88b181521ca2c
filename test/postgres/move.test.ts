import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openStorage } from "../../src/db/openStorage.ts";
import { copyToPostgres } from "../../src/db/sqliteToPostgres/copyToPostgres.ts";
import { tablesToCopy } from "../../src/db/sqliteToPostgres/tables.ts";
import { createClient } from "../support/client.ts";
import { runCommand } from "../support/command.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld, password } from "../support/world.ts";

const compiled = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const credentials = { email: "alice@example.com", password };
const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) { __typename } }`;
const everything = `query ($from: DateTime, $to: DateTime) {
  link(by: { shortCode: "full" }) {
    title originalUrl redirectType expiresAt maxClicks clickCount lastClickedAt createdAt updatedAt
    history { nodes { tokenName settings { setting before after } } }
    stats(from: $from, to: $to, interval: HOUR) {
      clicks visitors bots series { start clicks visitors bots }
    }
  }
}`;

/** Returns an SQLite file that a service has filled, and the responses of that service. */
async function filled() {
  const from = `file:${join(temporaryFolder(), "lnk7.db")}`;
  const program = await startProgram({ DATABASE_URL: from, BASE_URL: "http://lnk7.test" });
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { token } = (await anybody.post("/api/v1/auth/login", credentials)).body;
  const signedIn = await anybody.graphql(startSession, { input: credentials });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const alice = createClient(program.url, token);
  const full = await alice.createLink({
    short_code: "full",
    title: 'Ünï ✓ \\ "quoted"',
    redirect_type: 308,
    expires_at: "2090-01-01T00:00:00.123Z",
    max_clicks: 50,
  });
  await alice.put(`/api/v1/links/${full.id}`, { title: "Ä 🎉", max_clicks: 60 });
  await alice.createLink({ short_code: "locked", password: "sesame" });
  await alice.createLink({ short_code: "off", is_active: false });
  for (let made = 0; made < 8; made++) await alice.createLink({ short_code: `link-${made}` });
  const deleted = await alice.createLink({ short_code: "deleted" });
  await alice.delete(`/api/v1/links/${deleted.id}`);
  for (const code of ["full", "full", "full", "link-0", "link-1"]) {
    await alice.visit(code, { headers: { referer: "https://example.org/" } });
  }
  await alice.visit("full", { headers: { "user-agent": "Googlebot/2.1" } });
  const counted = () => queryDatabase(from, `SELECT count(*) AS clicks FROM "Click"`);
  await expect.poll(counted).toEqual([{ clicks: 6 }]);
  const range = {
    from: new Date(Date.now() - 86_400_000).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const answers = async (url: string) => {
    const again = createClient(url, token);
    const list = (await again.get("/api/v1/links")).body;
    return { list, link: (await again.graphql(everything, range)).body };
  };
  const before = await answers(program.url);
  await program.end("SIGTERM");
  return { from, path: from.slice(5), token, cookie, deleted, answers, before };
}

const words = (from: string, to: string) => ["migrate-to-postgres", "--from", from, "--to", to];
const nobody = "file:./none.db";

test("PostgreSQL returns the same results as SQLite after a move, and new ids follow the old ones", async () => {
  const { from, token, cookie, deleted, answers, before } = await filled();
  const to = await newDatabaseUrl();

  const moved = await runCommand(nobody, words(from, to));

  expect([moved.exitCode, moved.stdout]).toEqual([
    0,
    expect.stringMatching(/^Copied and verified \d+ rows in 19 tables\.\n$/),
  ]);
  const lines = moved.stderr.split("\n");
  const { host, pathname } = new URL(to);
  expect(lines).toEqual([
    `Database: postgres://${host}${pathname}`,
    ...tablesToCopy.map(({ name }) =>
      expect.stringMatching(`^${name}: (\\d+) of \\1 rows, 100 %$`),
    ),
    "",
  ]);
  expect(lines).toContain("Link: 11 of 11 rows, 100 %");
  const program = await startProgram({ DATABASE_URL: to, BASE_URL: "http://lnk7.test" });
  expect(await answers(program.url)).toEqual(before);
  expect(before.link.data.link.stats).toMatchObject({ clicks: 3, visitors: 1, bots: 1 });
  const alice = createClient(program.url, token);
  const anybody = createClient(program.url);
  const codes = ["full", "locked", "off", "deleted"];
  const statuses = await Promise.all(codes.map(async (code) => (await anybody.visit(code)).status));
  expect(statuses).toEqual([308, 401, 404, 404]);
  const opened = await anybody.visit("locked", {
    method: "POST",
    body: new URLSearchParams({ password: "sesame" }),
  });
  expect(opened.status).toBe(303);
  expect((await anybody.post("/api/v1/auth/login", credentials)).status).toBe(200);
  expect((await anybody.graphql("{ viewer { email } }", {}, { cookie })).body).toEqual({
    data: { viewer: { email: credentials.email } },
  });
  expect((await alice.createLink()).id).toBe(deleted.id + 1);
  const again = await alice.post("/api/v1/links", {
    original_url: "https://example.com/",
    short_code: "deleted",
  });
  expect(again.status).toBe(201);
}, 90_000);

test("an interrupted or killed move continues and is complete at the end", {
  tags: ["full"],
  timeout: 90_000,
}, async () => {
  const { from, path } = await filled();
  const to = await newDatabaseUrl();
  const interrupted = copyToPostgres(
    path,
    to,
    (table, count) => {
      if (table === "Link" && count === 6) throw new Error("interrupted");
    },
    3,
  );
  await expect(interrupted).rejects.toThrow("interrupted");
  expect(await queryDatabase(to, `SELECT count(*) AS links FROM "Link"`)).toEqual([{ links: 6 }]);
  const holder = new pg.Client(to);
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE "LinkHour"`);
  const child = spawn(process.execPath, [compiled, ...words(from, to)], {
    cwd: temporaryFolder(),
    env: { PATH: process.env.PATH },
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const blocked = () =>
    queryDatabase(
      to,
      `SELECT 1 AS blocked FROM pg_locks WHERE NOT granted AND relation = '"LinkHour"'::regclass`,
    );
  await expect.poll(blocked).toEqual([{ blocked: 1 }]);
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
  await holder.end();
  expect(await queryDatabase(to, `SELECT count(*) AS links FROM "Link"`)).toEqual([{ links: 11 }]);

  const { exitCode, stdout } = await runCommand(nobody, [...words(from, to), "--json"]);

  expect(exitCode).toBe(0);
  const { tables } = JSON.parse(stdout);
  const counts = tablesToCopy.map(({ name }) => ({
    table: name,
    rows: openSqlite(from).prepare(`SELECT count(*) FROM "${name}"`).pluck().get(),
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
  }));
  expect(tables).toEqual(counts);
  expect(await queryDatabase(to, `SELECT to_regclass('"_lnk7_move"') AS "left"`)).toEqual([
    { left: null },
  ]);
});

test("rejects a target with data, another source than at the start, and values that cannot be stored", {
  tags: ["full"],
  timeout: 90_000,
}, async () => {
  const { from, path } = await filled();
  const other = `file:${join(temporaryFolder(), "other.db")}`;
  const { database, close } = await openStorage({ databaseUrl: other });
  await database.user.create({ data: { email: "a\0b", emailKey: "a", passwordHash: "" } });
  await close();
  const taken = await newDatabaseUrl();
  const say = async (source: string, target: string) => {
    const { exitCode, stderr } = await runCommand(nobody, words(source, target));
    return [exitCode, stderr.split("\n").at(-2)];
  };
  const begun = copyToPostgres(path, taken, (table) => {
    if (table === "Session") throw new Error("interrupted");
  });
  await expect(begun).rejects.toThrow("interrupted");

  expect(await say(other, taken)).toEqual([
    1,
    "The target contains an interrupted migration of another database, or the source has changed since. Use a new target database.",
  ]);
  expect((await say(from, taken))[0]).toBe(0);
  expect(await say(from, taken)).toEqual([
    1,
    "The target database is not empty. Use an empty one.",
  ]);
  expect(await say(other, await newDatabaseUrl())).toEqual([
    1,
    '"email" of the row [1] of "User" contains a NUL character, which PostgreSQL cannot store.',
  ]);
  expect((await runCommand(nobody, words(from, other))).exitCode).toBe(2);
  expect(await say(`${from}2`, taken)).toEqual([1, `There is no database at ${path}2.`]);
  const otherPath = other.slice(5);
  openSqlite(other).exec(`PRAGMA foreign_keys = OFF;
    INSERT INTO "LinkHour" VALUES (7, 0, 1, 1, 0), (7, 3600000, 1, 1, 0);
    INSERT INTO "ApiToken" ("id", "publicId", "ownerId", "name", "scopes", "secretHash", "prefix")
      VALUES (1, 'tok', 9, '', '', x'00', '')`);
  expect(await say(other, taken)).toEqual([
    1,
    `Rows of ${otherPath} refer to missing rows (1 of "ApiToken" to "User", 2 of "LinkHour" to "Link"). Remove them first, because PostgreSQL rejects them.`,
  ]);
  openSqlite(other).exec(`UPDATE _prisma_migrations SET migration_name = '9999_future'
    WHERE migration_name LIKE '0006%'`);
  expect(await say(other, taken)).toEqual([
    1,
    `${otherPath} was written by a newer version of LNK7 (its migration 9999_future is unknown to this one).`,
  ]);
  openSqlite(other).exec(`DELETE FROM _prisma_migrations WHERE migration_name = '9999_future'`);
  expect((await say(other, taken))[1]).toContain("was written by an older version of LNK7");
});

test("detects a value that was changed during the move and names its table", {
  tags: ["full"],
  timeout: 90_000,
}, async () => {
  const { from, path } = await filled();
  const to = await newDatabaseUrl();
  const begun = copyToPostgres(path, to, (table) => {
    if (table === "LinkChange") throw new Error("interrupted");
  });
  await expect(begun).rejects.toThrow("interrupted");
  await queryDatabase(to, `UPDATE "Link" SET "title" = 'other' WHERE "shortCode" = 'full'`);

  const { exitCode, stdout, stderr } = await runCommand(nobody, words(from, to));

  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr.split("\n").at(-2)).toMatch(
    /^"Link" differs: the source has 11 rows \(checksum [0-9a-f]{64}\), the target has 11 \(checksum [0-9a-f]{64}\)\.$/,
  );
});

test("every table is moved except those that the database maintains itself", async () => {
  const tables = await queryDatabase<{ name: string }>(
    await newDatabaseUrl(),
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
     AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE "C"`,
  );

  expect(tables.map(({ name }) => name)).toEqual(
    [
      ...tablesToCopy.map(({ name }) => name),
      ...["DataMigration", "LinkSearch", "_prisma_migrations"],
    ].sort(),
  );
});

test("data migrations that finished in the empty database run again on the moved data", {
  tags: ["full"],
}, async () => {
  const { path } = await filled();
  const to = await newDatabaseUrl();
  const { stop } = await createWorld({ DATABASE_URL: to });
  const finished = () =>
    queryDatabase(to, `SELECT "name" FROM "DataMigration" WHERE "finishedAt" IS NOT NULL`);
  await expect.poll(finished).toEqual([{ name: "normalize_texts" }]);
  await stop();

  await copyToPostgres(path, to, () => {});

  expect(await queryDatabase(to, `SELECT "name" FROM "DataMigration"`)).toEqual([]);
});
