import { pino } from "pino";
import { Registry } from "prom-client";
import { afterEach, expect, test, vi } from "vitest";
import { createLivenessMonitor } from "../../src/runtime/workers/liveness.ts";
import { logLinesOf } from "../support/logLines.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import { isAlive, startWorkers, workerNumber, workerPids } from "../support/workerProgram.ts";

afterEach(() => void vi.useRealTimers());

type Watched = Parameters<ReturnType<typeof createLivenessMonitor>>[0];

/** Creates a watched worker that responds while `answers` is true. The test controls the clock. */
function watchedWorker() {
  vi.useFakeTimers();
  const registry = new Registry();
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const state = { answers: true, kills: 0, requests: 0 };
  const worker = {
    number: 3,
    pid: 4_711,
    state: "listening",
    ended: new Promise(() => {}),
    channel: {
      request: async () => {
        state.requests += 1;
        return state.answers || new Promise(() => {});
      },
    },
    kill: () => {
      state.kills += 1;
    },
  } as unknown as { -readonly [Key in keyof Watched]: Watched[Key] };
  createLivenessMonitor(log, registry)(worker);
  const count = async () =>
    (await registry.getSingleMetric("lnk7_unresponsive_workers_total")?.get())?.values[0]?.value;
  return { worker, state, lines, count };
}

test("kills a worker that does not respond for 30 seconds, logs and counts it", async () => {
  const { state, lines, count } = watchedWorker();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.kills).toBe(0);

  state.answers = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(state.kills).toBe(0);
  await vi.advanceTimersByTimeAsync(120_000);

  expect(state.kills).toBe(1);
  expect(await count()).toBe(1);
  expect(lines).toMatchObject([
    {
      level: 50,
      worker: 3,
      workerPid: 4_711,
      msg: "A worker did not respond for 30 seconds and is killed.",
    },
  ]);
});

test("keeps a worker that responds again in time", async () => {
  const { state, count } = watchedWorker();
  for (let round = 0; round < 5; round++) {
    state.answers = false;
    await vi.advanceTimersByTimeAsync(25_000);
    state.answers = true;
    await vi.advanceTimersByTimeAsync(10_000);
  }
  expect(state.kills).toBe(0);
  expect(await count()).toBe(0);
});

test("does not check workers that are starting or draining", async () => {
  const { worker, state } = watchedWorker();
  for (const inactive of ["starting", "draining"] as const) {
    worker.state = inactive;
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(state.requests).toBe(0);
});

test("replaces a worker process that was stopped while the other one serves requests", {
  tags: ["full"],
  timeout: 180_000,
}, async () => {
  const { program } = await startWorkers(2);
  const [first = 0, second = 0] = workerPids(program);
  process.kill(first, "SIGSTOP");
  await vi.waitFor(() => expect(workerPids(program)).toHaveLength(3), { timeout: 90_000 });

  expect(isAlive(second)).toBe(true);
  const line = logLinesOf(program).find(({ msg }) =>
    String(msg).includes("did not respond for 30 seconds"),
  );
  expect(line).toMatchObject({ worker: workerNumber(program, first), workerPid: first });
  // A connection that was handed to the killed worker breaks.
  await vi.waitFor(
    async () => {
      const metrics = await requestOnNewConnection(program.url, "/metrics");
      expect(metrics.text).toContain("lnk7_unresponsive_workers_total 1");
    },
    { timeout: 10_000 },
  );
  expect(await program.end("SIGTERM")).toBe(0);
});
