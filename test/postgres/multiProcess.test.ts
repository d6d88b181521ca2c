import { expect, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { sendVisits } from "../support/concurrentVisits.ts";
import { expectedCounters, readCounters } from "../support/counters.ts";
import { queryDatabase } from "../support/database.ts";
import { logLinesOf } from "../support/logLines.ts";
import { type ProcessGroup, startProcesses } from "../support/multiProcess.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import type { Program } from "../support/program.ts";
import { sharedRedis, test } from "../support/redis.ts";
import { startSteadyLoad } from "../support/steadyLoad.ts";
import { authorizationHeader, subscribe } from "../support/subscribe.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { distinctResponses, workerPids } from "../support/workerProgram.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const workers = 2;
/** Per program. The number is low because the other processes need the machine too. */
const visitors = 4;
/** The limit for a change to reach all processes. */
const soon = { timeout: 1_000, interval: 20 };
/** Redis has each response that was sent this long before a kill, even on a busy machine. */
const longestUnkeptMilliseconds = 1_000;

/** Starts programs with two workers each, and a client with an account for each of them. */
async function startWorkersOf(programs: number, settings: Record<string, string>) {
  const fleet = await startProcesses(programs, {
    WORKERS: String(workers),
    DATABASE_POOL_SIZE: "4",
    ...settings,
  });
  return { ...fleet, alice: (await fleet.signUp("alice")) as [TestClient, ...TestClient[]] };
}

/** Returns the distinct responses of all workers of all programs. */
async function metAt({ programs }: ProcessGroup, path: string, headers = {}) {
  const met = programs.map(({ url }) => distinctResponses(workers, url, path, headers));
  return [...new Set((await Promise.all(met)).flat())];
}

test.each([
  ["two workers on PostgreSQL", 1, () => ({})],
  ["two programs of two workers on PostgreSQL and Redis", 2, () => sharedRedis().settings],
])(
  "%s: changes, revocations and click limits apply everywhere within a second, and so do click events",
  { tags: ["full"] },
  async (_, programs, settings) => {
    const fleet = await startWorkersOf(programs, settings());
    const [here, there = here] = fleet.alice;
    const { id } = await here.createLink({ short_code: "edited" });
    const deleted = await here.createLink({ short_code: "deleted" });
    const { secret, tokenId } = await createApiToken(here, ["LINKS_READ"]);
    const withToken = () => metAt(fleet, "/api/v1/links", { authorization: `Bearer ${secret}` });
    expect(await metAt(fleet, "/edited")).toEqual(["https://example.com/"]);
    expect(await metAt(fleet, "/deleted")).toEqual(["https://example.com/"]);
    expect(await metAt(fleet, "/unmade")).toEqual([404]);
    expect(await withToken()).toEqual([200]);

    await there.put(`/api/v1/links/${id}`, { original_url: "https://b.example/" });
    await expect.poll(() => metAt(fleet, "/edited"), soon).toEqual(["https://b.example/"]);
    await here.delete(`/api/v1/links/${deleted.id}`);
    await expect.poll(() => metAt(fleet, "/deleted"), soon).toEqual([404]);
    await here.createLink({ short_code: "unmade" });
    await expect.poll(() => metAt(fleet, "/unmade"), soon).toEqual(["https://example.com/"]);
    await there.delete(`/api/v1/auth/tokens/${tokenId}`);
    await expect.poll(withToken, soon).toEqual([401]);

    const hundred = await here.createLink({ short_code: "hundred", max_clicks: 100 });
    const { seen } = subscribe(fleet.programs[0] as Program, authorizationHeader(here), {
      query: `subscription { linkClicked(linkId: "${btoa(`Link:${hundred.id}`)}") { clicks } }`,
    });
    const metrics = async () => (await here.get("/metrics")).text;
    await expect.poll(metrics).toContain("\nlnk7_open_subscriptions 1\n");
    const urls = fleet.programs.map(({ url }) => url);
    const statuses = await sendVisits(1_000, (number) =>
      requestOnNewConnection(urls[number % urls.length] as string, "/hundred"),
    );
    expect(statuses).toEqual({ 302: 100, 410: 900 });
    const heard = () => seen.news.reduce((sum, { data }) => sum + data.linkClicked.clicks, 0);
    await expect.poll(heard).toBe(100);
    expect(await metAt(fleet, "/hundred")).toEqual([410]);
  },
);

/** Creates links one after another until stopped. Records the short codes of confirmed links. */
function startMaking(client: TestClient) {
  const made: string[] = [];
  let over = false;
  const making = (async () => {
    while (!over) {
      await client.createLink().then(
        ({ short_code }) => made.push(short_code),
        // No process is listening at the moment.
        () => new Promise((resolve) => setTimeout(resolve, 20)),
      );
    }
  })();
  return {
    made,
    end: async () => {
      over = true;
      await making;
    },
  };
}

test("kill -9 of a worker and of a primary under load loses no confirmed write and counts each click once", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const { programs, anonymous, alice, databaseUrl } = await startWorkersOf(2, settings);
  const [survivor, killed] = programs as [(typeof programs)[0], (typeof programs)[0]];
  const { short_code } = await alice[0].createLink();
  const loads = programs.map(({ url }, place) =>
    startSteadyLoad(url, short_code, (anonymous[place] as TestClient).visit, visitors),
  );
  const makers = alice.map(startMaking);
  const goOn = async (place: number, by: number) => {
    const { answeredAt } = loads[place] as (typeof loads)[0];
    const before = answeredAt.length;
    await vi.waitFor(() => expect(answeredAt.length).toBeGreaterThan(before + by), 60_000);
  };
  await Promise.all([goOn(0, 300), goOn(1, 300)]);

  const kills = [Date.now()];
  process.kill(workerPids(survivor)[0] as number, "SIGKILL");
  await vi.waitFor(() => expect(workerPids(survivor)).toHaveLength(workers + 1), 60_000);
  await goOn(0, 200);
  kills.push(Date.now());
  await killed.end("SIGKILL");
  await goOn(0, 200);
  await Promise.all([...loads, ...makers].map(({ end }) => end()));
  await expect.poll(() => redis.xlen(`${prefix}clicks`), { timeout: 30_000 }).toBe(0);

  const mayBeLost = loads.map(
    ({ answeredAt }, place) =>
      answeredAt.filter((at) => {
        const before = (kills[place] as number) - at;
        return before < longestUnkeptMilliseconds && before > -longestUnkeptMilliseconds;
      }).length,
  );
  const answered = loads.reduce((sum, { answeredAt }) => sum + answeredAt.length, 0);
  const counts = await readCounters(databaseUrl);
  const counted = Number(counts?.total);
  expect(counts).toEqual(expectedCounters(counted));
  expect(counted).toBeGreaterThanOrEqual(answered - mayBeLost.reduce((sum, lost) => sum + lost));
  // Includes visits whose response was lost because the process had stopped.
  expect(counted).toBeLessThanOrEqual(answered + kills.length * visitors);
  const acknowledged = makers.flatMap(({ made }) => made);
  const kept = await queryDatabase<{ code: string }>(
    databaseUrl,
    `SELECT "shortCode" AS code FROM "Link"`,
  );
  const codes = new Set(kept.map(({ code }) => code));
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(acknowledged.filter((code) => !codes.has(code))).toEqual([]);
});

test("a rolling restart of both programs under load fails no request and counts every click", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const { programs, anonymous, alice, databaseUrl } = await startWorkersOf(2, settings);
  const { short_code } = await alice[0].createLink();
  const loads = programs.map(({ url }, place) =>
    startSteadyLoad(url, short_code, (anonymous[place] as TestClient).visit, visitors),
  );
  await vi.waitFor(
    () =>
      expect(Math.min(...loads.map(({ answeredAt }) => answeredAt.length))).toBeGreaterThan(100),
    30_000,
  );

  for (const { pid } of programs) process.kill(pid, "SIGHUP");
  for (const program of programs) {
    await vi.waitFor(
      () =>
        expect(logLinesOf(program).map(({ msg }) => msg)).toContain("Rolling restart finished."),
      60_000,
    );
  }
  await Promise.all(loads.map(({ end }) => end()));
  await expect.poll(() => redis.xlen(`${prefix}clicks`), { timeout: 30_000 }).toBe(0);
  expect(await Promise.all(programs.map(({ end }) => end("SIGTERM")))).toEqual([0, 0]);

  expect(loads.map(({ faults }) => faults)).toEqual([[], []]);
  const answered = loads.reduce((sum, { answeredAt }) => sum + answeredAt.length, 0);
  expect(await readCounters(databaseUrl)).toEqual(expectedCounters(answered));
});
