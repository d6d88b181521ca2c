import { expect, test, vi } from "vitest";
import { dataMigrations } from "../../src/core/dataMigrations/dataMigrations.ts";
import { runNextBatch } from "../../src/core/dataMigrations/runNextBatch.ts";
import type {
  DataMigrationTransaction,
  WithDataMigrationTransaction,
} from "../../src/db/dataMigration.ts";
import { openClickStore } from "../../src/db/openClickStore.ts";
import { version } from "../../src/version.ts";
import { onPostgres, queryDatabase } from "../support/database.ts";
import { logLinesOf } from "../support/logLines.ts";
import { startProgram } from "../support/program.ts";
import { fetchMetrics } from "../support/secrets.ts";
import {
  changedAt,
  createUnnormalizedDatabase,
  findUnmigratedLinks,
  logInAlice,
  readMigrationProgress,
  unnormalizedTitle,
} from "../support/unnormalizedTexts.ts";
import { createWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const links = 3_000;
/** Enough to interrupt the migration while it runs. */
const manyLinks = 12_000;

const isFinished = async (databaseUrl: string) =>
  (await readMigrationProgress(databaseUrl))?.finishedAt != null;

const searched = (databaseUrl: string, word: string) =>
  onPostgres
    ? queryDatabase<{ count: number }>(
        databaseUrl,
        `SELECT count(*) AS "count" FROM "LinkSearch" WHERE "ownerId" = 1 AND "text" LIKE lower(?)`,
        `%${word}%`,
      )
    : queryDatabase<{ count: number }>(
        databaseUrl,
        `SELECT count(*) AS "count" FROM "LinkSearch" WHERE "LinkSearch" MATCH ?`,
        `"${word}"`,
      );

/**
 * Returns the log messages about data migrations, without progress messages, which depend on the
 * duration.
 */
const said = (lines: Record<string, unknown>[]) =>
  lines
    .filter(({ migration }) => migration)
    .map(({ msg }) => msg)
    .filter((msg) => msg !== "Data migration in progress.");

/** Runs batches like a process. */
function runnerOf(databaseUrl: string, runnerId = "runner") {
  const { withDataMigrationTransaction } = openClickStore({ databaseUrl });
  const run = (
    now = Date.now(),
    transact: WithDataMigrationTransaction = withDataMigrationTransaction,
  ) => runNextBatch(transact, dataMigrations, runnerId, now);
  return { run, transactData: withDataMigrationTransaction };
}

test("normalizes titles, token names and the search index without a trace in the links", async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const before = await searched(databaseUrl, "köln");

  const { url, log } = await createWorld({ DATABASE_URL: databaseUrl });
  await expect.poll(() => isFinished(databaseUrl), { timeout: 60_000 }).toBe(true);

  expect(before).toEqual([{ count: links / 2 }]);
  expect(await searched(databaseUrl, "köln")).toEqual([{ count: links }]);
  expect(await searched(databaseUrl, "ko\u0308ln")).toEqual([{ count: 0 }]);
  expect(await findUnmigratedLinks(databaseUrl)).toEqual([]);
  expect(await queryDatabase(databaseUrl, `SELECT "name" FROM "ApiToken"`)).toEqual([
    { name: "Müller" },
  ]);
  expect(await queryDatabase(databaseUrl, `SELECT "id" FROM "LinkChange"`)).toEqual([]);
  expect(await readMigrationProgress(databaseUrl)).toMatchObject({
    rowsRead: links + 1,
    rowsChanged: links / 2 + 1,
  });
  await expect
    .poll(() => said(log))
    .toEqual(["Data migration started.", "Data migration finished."]);
  expect(log.find(({ msg }) => msg === "Data migration finished.")).toMatchObject({
    migration: "normalize_texts",
    percent: 100,
    rowsRead: links + 1,
    rowsChanged: links / 2 + 1,
    seconds: expect.any(Number),
  });
  expect(await fetchMetrics(url)).toContain(
    'lnk7_data_migration_progress_ratio{migration="normalize_texts"} 1',
  );
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready", version });
});

test("reports its progress in /readyz and stays ready", async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const { run } = runnerOf(databaseUrl);
  await run();

  const { url } = await createWorld({ DATABASE_URL: databaseUrl });
  const answer = await fetch(`${url}/readyz`);

  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: "ready", version, dataMigrations: [{ name: "normalize_texts", percent: 13 }] },
  ]);
});

test("continues at its last position after kill -9 and reads every row once", {
  tags: ["full"],
}, async () => {
  const databaseUrl = await createUnnormalizedDatabase(manyLinks);
  const settings = { DATABASE_URL: databaseUrl };
  const killed = await startProgram(settings);
  await expect.poll(() => readMigrationProgress(databaseUrl), { interval: 5 }).toBeDefined();
  await killed.end("SIGKILL");
  expect(await isFinished(databaseUrl)).toBe(false);

  const program = await startProgram(settings);
  await expect.poll(() => isFinished(databaseUrl), { timeout: 90_000 }).toBe(true);

  expect(await findUnmigratedLinks(databaseUrl)).toEqual([]);
  expect(await readMigrationProgress(databaseUrl)).toMatchObject({
    rowsRead: manyLinks + 1,
    rowsChanged: manyLinks / 2 + 1,
  });
  expect(said(logLinesOf(program))).toEqual([
    "Data migration resumed.",
    "Data migration finished.",
  ]);
  expect(await program.end("SIGTERM")).toBe(0);
});

test("keeps concurrent edits and normalizes what an earlier version writes ahead of it", async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const { run, transactData } = runnerOf(databaseUrl);
  const edit = `UPDATE "Link" SET "title" = 'Edited' WHERE "id" = 4`;
  let hasEdited = false;
  /** Edits between the read and the write of a batch. A later edit would wait for the batch. */
  const edited: WithDataMigrationTransaction = (act) =>
    transactData((transaction) => {
      const replaceTexts: DataMigrationTransaction["replaceTexts"] = async (...replacements) => {
        if (!hasEdited)
          await (onPostgres ? queryDatabase(databaseUrl, edit) : transaction.run(edit));
        hasEdited = true;
        return transaction.replaceTexts(...replacements);
      };
      return act({ ...transaction, replaceTexts });
    });

  const first = await run(Date.now(), edited);
  expect(first).toMatchObject({ kind: "advanced", progress: { rowsRead: 402, rowsChanged: 200 } });
  expect(
    await queryDatabase(
      databaseUrl,
      `SELECT "title" FROM "Link" WHERE "id" IN (2, 4) ORDER BY "id"`,
    ),
  ).toEqual([{ title: "Köln 2" }, { title: "Edited" }]);

  // The statements of the previous version, which does not normalize texts.
  await queryDatabase(
    databaseUrl,
    `INSERT INTO "Link" ("shortCode", "originalUrl", "title", "ownerId", "updatedAt")
     SELECT 'added', "originalUrl", ?, "ownerId", "updatedAt" FROM "Link" WHERE "id" = 1`,
    "Zu\u0308rich",
  );
  await queryDatabase(
    databaseUrl,
    `UPDATE "Link" SET "title" = ? WHERE "id" = 2000`,
    "Gene\u0300ve",
  );
  expect(await searched(databaseUrl, "zu\u0308rich")).toEqual([{ count: 1 }]);
  while ((await run()).kind === "advanced");

  const titles = await queryDatabase<{ title: string }>(
    databaseUrl,
    `SELECT "title" FROM "Link" WHERE "id" = 4 OR "id" = 2000 OR "shortCode" = 'added' ORDER BY "id"`,
  );
  expect(titles.map(({ title }) => title)).toEqual(["Edited", "Genève", "Zürich"]);
  expect(await searched(databaseUrl, "zürich")).toEqual([{ count: 1 }]);
});

test("keeps the text of a link that is edited through the API during the migration", async () => {
  const databaseUrl = await createUnnormalizedDatabase(manyLinks);
  const { url } = await createWorld({ DATABASE_URL: databaseUrl });
  const owner = await logInAlice(url);

  const edits = [];
  for (let id = 10; !(await isFinished(databaseUrl)) && id < manyLinks; id += 100) {
    const { status } = await owner.put(`/api/v1/links/${id}`, { title: `Mine ${id}` });
    edits.push({ id, status });
  }
  await expect.poll(() => isFinished(databaseUrl), { timeout: 90_000 }).toBe(true);

  expect(edits.length).toBeGreaterThan(1);
  for (const { id, status } of edits) {
    const { body } = await owner.get(`/api/v1/links/${id}`);
    expect([status, body.title]).toEqual([200, `Mine ${id}`]);
    expect(body.updated_at).not.toBe(new Date(changedAt).toISOString());
  }
  const others = (await findUnmigratedLinks(databaseUrl)) as { id: number }[];
  expect(others.map(({ id }) => id)).toEqual(edits.map(({ id }) => id));
});

test("a failed batch saves neither changes nor progress", async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const { run, transactData } = runnerOf(databaseUrl);
  const failing: WithDataMigrationTransaction = (act) =>
    transactData((transaction) =>
      act({
        ...transaction,
        replaceTexts: async (...replacements) => {
          await transaction.replaceTexts(...replacements);
          throw new Error("Out of luck.");
        },
      }),
    );

  await expect(run(Date.now(), failing)).rejects.toThrow("Out of luck.");

  expect(await readMigrationProgress(databaseUrl)).toBeUndefined();
  expect(await queryDatabase(databaseUrl, `SELECT "title" FROM "Link" WHERE "id" = 2`)).toEqual([
    { title: unnormalizedTitle(2) },
  ]);
});

test("runs in one of two processes, and the other takes over 5 seconds after a crash", {
  tags: ["full"],
}, async () => {
  const databaseUrl = await createUnnormalizedDatabase(links);
  const one = runnerOf(databaseUrl, "one");
  const other = runnerOf(databaseUrl, "other");
  const now = Date.now();

  expect((await one.run(now)).kind).toBe("advanced");
  expect((await other.run(now + 4_000)).kind).toBe("runsElsewhere");
  expect((await one.run(now + 4_000)).kind).toBe("advanced");
  expect((await other.run(now + 8_000)).kind).toBe("runsElsewhere");
  expect((await other.run(now + 9_000)).kind).toBe("advanced");
  expect((await one.run(now + 9_000)).kind).toBe("runsElsewhere");
  while ((await other.run(now + 9_000)).kind === "advanced");
  expect((await one.run(now + 9_000)).kind).toBe("allFinished");
  expect(await readMigrationProgress(databaseUrl)).toMatchObject({
    rowsRead: links + 1,
    rowsChanged: links / 2 + 1,
  });
});

test.skipIf(!onPostgres)(
  "runs in one of two processes on the same database, and the other continues after a kill",
  { tags: ["full"] },
  async () => {
    const databaseUrl = await createUnnormalizedDatabase(2 * manyLinks);
    const settings = { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: "4" };
    const programs = await Promise.all([startProgram(settings), startProgram(settings)]);
    const isRunning = (program: (typeof programs)[number]) =>
      logLinesOf(program).some(({ msg }) => msg === "Data migration started.");
    await expect.poll(() => programs.filter(isRunning).length, { interval: 5 }).toBe(1);
    const [first, second] = programs.toSorted(
      (a, b) => Number(isRunning(b)) - Number(isRunning(a)),
    );
    await first?.end("SIGKILL");
    expect(await isFinished(databaseUrl)).toBe(false);

    await expect.poll(() => isFinished(databaseUrl), { timeout: 90_000 }).toBe(true);
    expect(second && said(logLinesOf(second))).toEqual([
      "Data migration resumed.",
      "Data migration finished.",
    ]);
    expect(await findUnmigratedLinks(databaseUrl)).toEqual([]);
    expect(await readMigrationProgress(databaseUrl)).toMatchObject({
      rowsRead: 2 * manyLinks + 1,
      rowsChanged: manyLinks + 1,
    });
    await second?.end("SIGTERM");
  },
);
