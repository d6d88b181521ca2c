import { expect, test, vi } from "vitest";
import { logLinesOf } from "../support/logLines.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { beginRequest, isConnectionRejected } from "../support/slowRequest.ts";
import { startSteadyLoad } from "../support/steadyLoad.ts";
import { linkClickedQuery } from "../support/subscribe.ts";
import { isAlive, startWorkers, workerPids } from "../support/workerProgram.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const unfinished = "GET /readyz HTTP/1.1\r\nHost: lnk7.test\r\n";

test("a rolling restart under load replaces every worker without a failed request", {
  tags: ["full"],
}, async () => {
  const { program, databaseUrl, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  const old = workerPids(program);
  const load = startSteadyLoad(program.url, short_code, alice.visit);
  await vi.waitFor(() => expect(load.answeredAt.length).toBeGreaterThan(500), 30_000);

  for (const restart of [1, 2]) {
    process.kill(program.pid, "SIGHUP");
    await vi.waitFor(() => {
      const done = logLinesOf(program).filter(({ msg }) => msg === "Rolling restart finished.");
      expect(done).toHaveLength(restart);
    }, 60_000);
  }
  const answered = load.answeredAt.length;
  await vi.waitFor(() => expect(load.answeredAt.length).toBeGreaterThan(answered + 500), 30_000);
  await load.end();

  expect(load.faults).toEqual([]);
  expect(old.map(isAlive)).toEqual([false, false]);
  expect(workerPids(program).slice(-2).map(isAlive)).toEqual([true, true]);
  expect(workerPids(program)).toHaveLength(6);
  expect(await program.end("SIGTERM")).toBe(0);
  expect(openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get()).toBe(
    load.answeredAt.length,
  );
});

test("a shutdown completes pending requests at every worker, cuts streams and writes all clicks", async () => {
  const { program, databaseUrl, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  const streams = await Promise.all(
    [1, 2].map(() =>
      fetch(`${program.url}/graphql`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${alice.token}`,
          accept: "text/event-stream",
          "content-type": "application/json",
        },
        body: JSON.stringify({ query: linkClickedQuery }),
      }),
    ),
  );
  const waiting = [
    await beginRequest(program.url, unfinished),
    await beginRequest(program.url, unfinished),
  ];
  for (let visit = 0; visit < 20; visit++) await alice.visit(short_code);

  const started = performance.now();
  const ended = program.end("SIGTERM");
  await vi.waitFor(async () => expect(await isConnectionRejected(program.url)).toBe(true), 5_000);

  for (const request of waiting) {
    expect(await request.finish("\r\n")).toMatch(/^HTTP\/1.1 503 [\s\S]*"check":"stopping"/);
  }
  for (const stream of streams) await expect(stream.text()).rejects.toThrow("terminated");
  expect(await ended).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(workerPids(program).map(isAlive)).toEqual([false, false]);
  expect(openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get()).toBe(20);
});

test("signals that also reach the workers, as from a terminal, make no difference", {
  tags: ["full"],
}, async () => {
  const { program, databaseUrl, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  for (let visit = 0; visit < 20; visit++) await alice.visit(short_code);

  for (const pid of workerPids(program)) process.kill(pid, "SIGINT");
  expect(await program.end("SIGINT")).toBe(0);

  expect(openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get()).toBe(20);
});

test("a second signal ends all processes immediately", { tags: ["full"] }, async () => {
  const { program } = await startWorkers(2);
  await beginRequest(program.url, unfinished);

  const ended = program.end("SIGTERM");
  await vi.waitFor(async () => expect(await isConnectionRejected(program.url)).toBe(true), 5_000);
  const started = performance.now();

  expect(await program.end("SIGINT")).toBeNull();
  expect(await ended).toBeNull();
  expect(performance.now() - started).toBeLessThan(2_000);
  await expect.poll(() => workerPids(program).map(isAlive)).toEqual([false, false]);
});

test("an uncaught error ends its worker after its clicks are written, and another one starts", async () => {
  const fault = `process.on("SIGUSR2",()=>{throw new Error("unforeseen")})`;
  const { program, databaseUrl, alice } = await startWorkers(2, {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
  });
  const { short_code } = await alice.createLink();
  for (let visit = 0; visit < 20; visit++) await alice.visit(short_code);

  for (const pid of workerPids(program)) process.kill(pid, "SIGUSR2");
  await vi.waitFor(() => expect(workerPids(program)).toHaveLength(4), 30_000);

  expect((await alice.visit(short_code)).status).toBe(302);
  expect(await program.end("SIGTERM")).toBe(0);
  expect(openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get()).toBe(21);
  const fatal = logLinesOf(program).filter(({ level }) => level === 60);
  expect(fatal.map(({ msg, worker }) => [msg, worker]).sort()).toEqual([
    ["Uncaught exception, shutting down.", 1],
    ["Uncaught exception, shutting down.", 2],
  ]);
});
