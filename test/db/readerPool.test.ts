import type { Worker } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { isReadTimeout, ReadTimeoutError, toUnavailability } from "../../src/db/databaseErrors.ts";
import { migrate } from "../../src/db/sqlite/migrate.ts";
import { createReaderPool } from "../../src/db/sqlite/readers/readerPool.ts";
import type { ReadTask } from "../../src/db/sqlite/readers/readTask.ts";
import { newDatabaseUrl } from "../support/database.ts";

const statement = (sql: string): ReadTask => ({
  kind: "statement",
  query: { sql, args: [], argTypes: [] },
});
/** Takes at least a second. */
const endless = statement(`WITH RECURSIVE "numbers" ("n") AS
  (SELECT 1 UNION ALL SELECT "n" + 1 FROM "numbers" WHERE "n" < 5000000)
  SELECT max("n") AS "n" FROM "numbers"`);
const short = statement(`SELECT 1 AS "n"`);

async function openPool(settings: { timeoutMilliseconds?: number } = {}) {
  const databaseUrl = await newDatabaseUrl();
  await migrate(databaseUrl);
  const pool = createReaderPool({
    databaseUrl,
    threads: 1,
    timeoutMilliseconds: 300,
    ...settings,
  });
  onTestFinished(() => pool.close());
  return pool;
}

const rowsOf = (result: unknown) => (result as { rows: unknown[][] }).rows;

test("a statement that exceeds its deadline fails and later statements get a new thread", async () => {
  const pool = await openPool();
  await vi.waitFor(() => pool.run(short), 30_000);

  const error = await pool.run(endless).catch((failure: Error) => failure);
  expect([error, isReadTimeout(error)]).toEqual([new ReadTimeoutError(), true]);
  await vi.waitFor(async () => expect(rowsOf(await pool.run(short))).toEqual([[1]]), 30_000);
});

test("statements that find no free thread within the deadline fail without blocking later ones", async () => {
  const pool = await openPool();
  await vi.waitFor(() => pool.run(short), 30_000);

  const failures = await Promise.all(
    [endless, short, short].map((task) => pool.run(task).catch((failure: Error) => failure)),
  );
  expect(failures).toEqual(Array.from({ length: 3 }, () => new ReadTimeoutError()));
  await vi.waitFor(async () => expect(rowsOf(await pool.run(short))).toEqual([[1]]), 30_000);
});

test("at most four threads with expired statements continue in addition to the current one", async () => {
  let [alive, most] = [0, 0];
  const count = (worker: Worker) => {
    most = Math.max(most, ++alive);
    worker.once("exit", () => --alive);
  };
  process.on("worker", count);
  onTestFinished(() => void process.off("worker", count));
  const pool = await openPool();
  for (let time = 0; time < 8; time++) {
    const error = await pool.run(endless).catch((failure: unknown) => failure);
    expect(error).toEqual(new ReadTimeoutError());
  }

  expect(most).toBeLessThanOrEqual(5);
  await vi.waitFor(async () => expect(rowsOf(await pool.run(short))).toEqual([[1]]), 50_000);
});

test("a failed statement reports its cause and does not end its thread", async () => {
  const pool = await openPool({ timeoutMilliseconds: 30_000 });
  const error = await pool
    .run(statement(`SELECT * FROM "Nothing"`))
    .catch((failure: Error) => failure);

  expect((error as Error).cause).toMatchObject({ kind: "TableDoesNotExist", table: "Nothing" });
  expect(rowsOf(await pool.run(short))).toEqual([[1]]);
  await expect(pool.run(statement(`DELETE FROM "Link"`))).rejects.toThrow();
});

test("a crashed thread fails its statement with a busy-database error", async () => {
  const pool = createReaderPool({
    databaseUrl: "file:/nowhere/at/all.db",
    threads: 1,
    timeoutMilliseconds: 30_000,
  });
  onTestFinished(() => pool.close());

  const error = await pool.run(short).catch((failure: Error) => failure);
  expect(toUnavailability(error)).toEqual({
    reason: "The database reader was lost",
    isUnwritable: false,
  });
});

test("a killed thread fails its statement and later statements get a new thread", async () => {
  const workers: Worker[] = [];
  const note = (worker: Worker) => void workers.push(worker);
  process.on("worker", note);
  onTestFinished(() => void process.off("worker", note));
  const pool = await openPool({ timeoutMilliseconds: 30_000 });
  await pool.run(short);

  const killed = pool.run(endless).catch((failure: Error) => failure);
  const waiting = pool.run(short);
  await workers[0]?.terminate();
  expect(toUnavailability(await killed)?.reason).toBe("The database reader was lost");
  expect(rowsOf(await waiting)).toEqual([[1]]);
  expect(workers).toHaveLength(2);
});
