import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { logLinesOf } from "../support/logLines.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { freePorts, runProgram, startProgram } from "../support/program.ts";
import { startSteadyLoad } from "../support/steadyLoad.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { isAlive, startWorkers, workerNumber, workerPids } from "../support/workerProgram.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** The guarantee of the service: a click is written within a quarter of a second. */
const longestUnwrittenMilliseconds = 250;
/** The write and the kill take additional time on a busy machine. */
const busyMachine = 4;

test("a killed worker is replaced, the others continue, and only its latest clicks are lost", async () => {
  const { program, databaseUrl, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  const [first = 0, second = 0] = workerPids(program);
  const load = startSteadyLoad(program.url, short_code, alice.visit);
  await vi.waitFor(() => expect(load.answeredAt.length).toBeGreaterThan(1_000), 30_000);

  const killedAt = Date.now();
  process.kill(first, "SIGKILL");
  await vi.waitFor(() => expect(workerPids(program)).toHaveLength(3), 30_000);
  const faultsUntilReplaced = load.faults.length;
  const answered = load.answeredAt.length;
  await vi.waitFor(() => expect(load.answeredAt.length).toBeGreaterThan(answered + 1_000), 30_000);
  await load.end();

  expect([isAlive(second), isAlive(workerPids(program)[2] ?? 0)]).toEqual([true, true]);
  // At most one fault for each connection that the killed worker held.
  expect(faultsUntilReplaced).toBeLessThanOrEqual(load.visitors);
  expect(load.faults).toHaveLength(faultsUntilReplaced);
  const ended = logLinesOf(program).filter(({ signal }) => signal !== undefined);
  expect(ended.map(({ level, worker, signal }) => ({ level, worker, signal }))).toEqual([
    { level: 50, worker: workerNumber(program, first), signal: "SIGKILL" },
  ]);
  expect(await program.end("SIGTERM")).toBe(0);
  const counted = openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get();
  const late = longestUnwrittenMilliseconds * busyMachine;
  const mayBeLost = load.answeredAt.filter((at) => Math.abs(at - killedAt) < late).length;
  expect(counted).toBeGreaterThanOrEqual(load.answeredAt.length - mayBeLost);
  expect(counted).toBeLessThanOrEqual(load.answeredAt.length + load.visitors);
});

test("workers end when the primary is killed, and the next startup works", {
  tags: ["full"],
}, async () => {
  const { program, environment, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  const pids = workerPids(program);
  expect(pids.map(isAlive)).toEqual([true, true]);

  await program.end("SIGKILL");

  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
  const again = await startProgram(environment, Number(new URL(program.url).port));
  expect((await requestOnNewConnection(again.url, `/${short_code}`)).status).toBe(302);
});

test("a port in use is reported once, and the program exits with code 1", async () => {
  const [port = 0] = await freePorts(1);
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");

  const ended = await runProgram({
    PORT: String(port),
    WORKERS: "3",
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
  });

  other.close();
  expect(ended).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `Port ${port} is in use. Set PORT to another one.\n`,
  });
});

test.each([
  [
    { WORKERS: "many" },
    /^Invalid settings:\n {2}WORKERS: must be a whole number from 1 to 256, or auto/,
  ],
  [{ WORKERS: "257" }, /^Invalid settings:\n {2}WORKERS: /],
  [{ WORKERS: "2", DATABASE_URL: "file:/dev/null/x.db" }, /^The database file .* cannot be opened/],
])("startup with %j reports the error once and exits with code 1", async (settings, message) => {
  const { exitCode, stdout, stderr } = await runProgram(settings as Record<string, string>);

  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
});

test("the primary gives up after five failed worker starts with growing delays", {
  tags: ["full"],
}, async () => {
  const [port = 0] = await freePorts(1);
  const ends = 'import c from "node:cluster"; if (c.isWorker) process.exit(7)';

  const { exitCode, stdout, stderr } = await runProgram({
    PORT: String(port),
    WORKERS: "2",
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ends)}`,
  });

  expect([exitCode, stderr]).toEqual([
    1,
    "No worker started in 5 attempts. See the log for details.\n",
  ]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(new Set(lines.map(({ code, msg }) => `${code} ${msg}`))).toEqual(
    new Set(["7 A worker exited unexpectedly. Starting a replacement."]),
  );
});

test("a rolling restart with a failing new worker does not affect the others", {
  tags: ["full"],
}, async () => {
  const ends = 'import c from "node:cluster"; if (c.worker?.id > 2) process.exit(7)';
  const { program, alice } = await startWorkers(2, {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ends)}`,
  });
  const { short_code } = await alice.createLink();

  process.kill(program.pid, "SIGHUP");

  await vi.waitFor(
    () =>
      expect(logLinesOf(program).map(({ msg }) => msg)).toContain(
        "Rolling restart failed: a new worker did not start. The remaining workers continue.",
      ),
    30_000,
  );
  expect(workerPids(program).map(isAlive)).toEqual([true, true]);
  expect((await createClient(program.url).visit(short_code)).status).toBe(302);
});
