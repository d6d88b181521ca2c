import { expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { sendVisits } from "../support/concurrentVisits.ts";
import { expectedCounters, readCounters } from "../support/counters.ts";
import { logLinesOf } from "../support/logLines.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { startWorkers } from "../support/workerProgram.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const workers = 4;

test("every count equals the number of redirects after a load and a stop", {
  tags: ["full"],
}, async () => {
  // Every click gets its own row here, regardless of the rate per minute.
  const settings = { CLICK_ROWS_PER_MINUTE: "1000000" };
  const { program, databaseUrl, alice } = await startWorkers(workers, settings);
  const { short_code } = await alice.createLink();

  const [fresh, kept] = await Promise.all([
    sendVisits(2_000, () => requestOnNewConnection(program.url, `/${short_code}`)),
    sendVisits(10_000, () => alice.visit(short_code)),
  ]);
  expect(await program.end("SIGTERM")).toBe(0);

  expect([fresh, kept]).toEqual([{ 302: 2_000 }, { 302: 10_000 }]);
  expect(await readCounters(databaseUrl)).toEqual(expectedCounters(12_000));
});

test("a link limited to 100 clicks redirects exactly 100 of 1,000 visitors of four workers", {
  tags: ["full"],
}, async () => {
  const { program, databaseUrl, alice } = await startWorkers(workers, { LOG_LEVEL: "debug" });
  await alice.createLink({ short_code: "hundred", max_clicks: 100 });

  const statuses = await sendVisits(1_000, () => requestOnNewConnection(program.url, "/hundred"));

  expect(statuses).toEqual({ 302: 100, 410: 900 });
  const answering = logLinesOf(program).filter(({ route }) => route === "/:code");
  expect(new Set(answering.map(({ worker }) => worker)).size).toBe(workers);
  expect(await program.end("SIGTERM")).toBe(0);
  expect(openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get()).toBe(
    100,
  );
});

test("all workers share one rate limit", async () => {
  const { program } = await startWorkers(workers, {
    RATE_LIMIT: "on",
    LIMIT_REQUEST_PER_ADDRESS: "20/1h",
  });

  // Two requests preceded them, for registration and login.
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => requestOnNewConnection(program.url, "/api/v1/links")),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([
    ...Array(18).fill(401),
    ...Array(12).fill(429),
  ]);
});

test("the metrics of any worker cover all workers and do not decrease when one ends", {
  tags: ["full"],
}, async () => {
  const { program, alice } = await startWorkers(2);
  const { short_code } = await alice.createLink();
  await sendVisits(200, () => requestOnNewConnection(program.url, `/${short_code}`));
  const value = async (name: string) => {
    const { text } = await requestOnNewConnection(program.url, "/metrics");
    return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  };
  const told = async () => ({
    active: await value('lnk7_redirects_total{outcome="active"}'),
    written: await value("lnk7_clicks_written_total"),
    waiting: await value("lnk7_clicks_waiting"),
    created: await value("lnk7_links_created_total"),
    registrations: await value("lnk7_registrations_total"),
  });
  const all = { active: 200, written: 200, waiting: 0, created: 1, registrations: 1 };

  await expect.poll(told).toEqual(all);
  // Reaches each of the workers in turn.
  expect(await Promise.all([told(), told(), told(), told()])).toEqual([all, all, all, all]);
  const resident = await value("process_resident_memory_bytes");
  expect(resident).toBeGreaterThan(150_000_000);

  process.kill(program.pid, "SIGHUP");
  await vi.waitFor(
    () => expect(logLinesOf(program).at(-1)?.msg).toBe("Rolling restart finished."),
    30_000,
  );
  expect(await told()).toEqual(all);
  await createClient(program.url).visit(short_code);
  expect((await told()).active).toBe(201);
});
