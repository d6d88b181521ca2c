import { expect, vi } from "vitest";
import { createClient, type TestClient } from "../support/client.ts";
import { type ContinuousVisits, countResponses, startVisits } from "../support/continuousVisits.ts";
import { createFlakyProxy } from "../support/flakyProxy.ts";
import { startProcesses } from "../support/multiProcess.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRedis, test } from "../support/redis.ts";
import { createRedisServer } from "../support/redisServer.ts";

vi.setConfig({ testTimeout: 120_000 });

const away = "Redis is unavailable or too slow";
const back = "Redis is available again.";

/** Returns how often the program has logged the words. */
const logged = ({ printed }: Program, words: string) => printed.stdout.split(words).length - 1;

const statusesOf = (traffic: ContinuousVisits[]) =>
  [...new Set(traffic.flatMap(({ statuses }) => [...statuses.keys()]))].sort();

/** A minimum, because Redis may seem slow once more on a busy machine. */
async function untilLogged(programs: Program[], words: string, times = 1): Promise<void> {
  await expect
    .poll(() => Math.min(...programs.map((program) => logged(program, words))))
    .toBeGreaterThanOrEqual(times);
}

async function clicksGrow(traffic: ContinuousVisits[], by: number): Promise<void> {
  const before = countResponses(traffic, 302);
  await expect
    .poll(() => countResponses(traffic, 302), { timeout: 30_000 })
    .toBeGreaterThan(before + by);
}

function countOf(databaseUrl: string, shortCode: string): number {
  return openSqlite(databaseUrl)
    .prepare<string, number>(`SELECT "clickCount" FROM "Link" WHERE "shortCode" = ?`)
    .pluck()
    .get(shortCode) as number;
}

test.each([
  ["stopped and started", true],
  ["stopped, flushed and started", false],
])(
  "Redis %s under load: every redirect works, and everything recovers in ten seconds",
  { tags: ["full"] },
  async (_, appendonly) => {
    const server = await createRedisServer({ appendonly });
    await server.start();
    const { programs, signUp, databaseUrl, anonymous } = await startProcesses(2, {
      REDIS_URL: server.url,
    });
    const [here, there] = (await signUp("alice")) as [TestClient, TestClient];
    await here.createLink({ short_code: "steady" });
    const { id } = await here.createLink({ short_code: "edited" });
    for (const visitor of anonymous) expect((await visitor.visit("edited")).status).toBe(302);

    const traffic = programs.map((program) => startVisits(program, "steady"));
    await clicksGrow(traffic, 500);
    const written = countOf(databaseUrl, "steady");
    await server.kill();
    const unwrittenAtMost = countResponses(traffic, 302) - written;
    await untilLogged(programs, away);
    await clicksGrow(traffic, 500);

    // An edit takes effect everywhere within ten seconds, even without events.
    await here.put(`/api/v1/links/${id}`, { original_url: "https://b.example/" });
    const locations = () =>
      Promise.all(
        anonymous.map(async (visitor) => (await visitor.visit("edited")).headers.get("location")),
      );
    await expect.poll(locations, { timeout: 10_000 }).toEqual(Array(2).fill("https://b.example/"));
    expect((await there.get("/readyz")).status).toBe(200);
    expect((await there.get("/metrics")).text).toContain("\nlnk7_redis_connected 0\n");

    await server.start();
    await untilLogged(programs, back);
    await there.put(`/api/v1/links/${id}`, { original_url: "https://c.example/" });
    await expect.poll(locations, { timeout: 1_000 }).toEqual(Array(2).fill("https://c.example/"));
    await clicksGrow(traffic, 500);
    await Promise.all(traffic.map(({ stop }) => stop()));

    expect(statusesOf(traffic)).toEqual([302]);
    const total = countResponses(traffic, 302);
    // Clicks that were only in Redis when it was flushed are lost.
    const lostAtMost = appendonly ? 0 : unwrittenAtMost;
    await expect
      .poll(() => countOf(databaseUrl, "steady"))
      .toBeGreaterThanOrEqual(total - lostAtMost);
    await expect
      .poll(async () => (await there.get("/metrics")).text)
      .toContain("\nlnk7_redis_batches_waiting 0\n");
    expect(countOf(databaseUrl, "steady")).toBeLessThanOrEqual(total);
    expect(programs.map((program) => [logged(program, away), logged(program, back)])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  },
);

test("a hanging Redis delays nothing for long, and a shutdown takes less than ten seconds", async () => {
  const server = await createRedisServer();
  await server.start();
  const { programs, signUp, databaseUrl } = await startProcesses(2, {
    REDIS_URL: server.url,
    RATE_LIMIT: "on",
    LIMIT_REQUEST_PER_ACCOUNT: "10000/1h",
  });
  const [here] = (await signUp("alice")) as [TestClient];
  await here.createLink({ short_code: "steady" });
  const traffic = programs.map((program) => startVisits(program, "steady"));
  await clicksGrow(traffic, 500);

  server.suspend();
  await untilLogged(programs, away);
  const started = performance.now();
  for (let request = 0; request < 10; request++) {
    expect((await here.get("/api/v1/links")).status).toBe(200);
  }
  expect(performance.now() - started).toBeLessThan(2_000);
  await clicksGrow(traffic, 500);
  server.resume();
  await untilLogged(programs, back);
  await clicksGrow(traffic, 500);
  await Promise.all(traffic.map(({ stop }) => stop()));
  expect(statusesOf(traffic)).toEqual([302]);
  await expect.poll(() => countOf(databaseUrl, "steady")).toBe(countResponses(traffic, 302));

  const last = programs.map((program) => startVisits(program, "steady"));
  await clicksGrow(last, 100);
  server.suspend();
  await untilLogged(programs, away, 2);
  await Promise.all(last.map(({ stop }) => stop()));
  const stopping = performance.now();
  expect(await Promise.all(programs.map(({ end }) => end("SIGTERM")))).toEqual([0, 0]);
  expect(performance.now() - stopping).toBeLessThan(10_000);
  expect(countOf(databaseUrl, "steady")).toBe(countResponses([...traffic, ...last], 302));
});

test("a service without a reachable Redis starts with local rate limits and joins later", {
  tags: ["full"],
}, async () => {
  const server = await createRedisServer();
  const { programs, anonymous, signUp, databaseUrl } = await startProcesses(2, {
    REDIS_URL: server.url,
    RATE_LIMIT: "on",
    LIMIT_REQUEST_PER_ADDRESS: "10/1h",
  });
  await untilLogged(programs, away);
  const [here] = (await signUp("alice")) as [TestClient];
  const { short_code } = await here.createLink();
  const ask = async (times: number) => {
    const statuses: unknown[] = [];
    for (let request = 0; request < times; request++) {
      statuses.push((await anonymous[1]?.graphql("{ viewer { email } }"))?.status);
    }
    return statuses;
  };
  expect(await ask(12)).toEqual([...Array(10).fill(200), 429, 429]);
  expect((await anonymous[1]?.visit(short_code))?.status).toBe(302);
  await expect.poll(() => countOf(databaseUrl, short_code)).toBe(1);

  await server.start();
  await untilLogged(programs, back);
  expect((await anonymous[0]?.visit(short_code))?.status).toBe(302);
  await here.put("/api/v1/links/1", { is_active: false });
  await expect
    .poll(async () => (await anonymous[1]?.visit(short_code))?.status, { timeout: 1_000 })
    .toBe(404);
  expect(await ask(1)).toEqual([200]);
  await expect.poll(() => countOf(databaseUrl, short_code)).toBe(2);
});

test("a full Redis does not accept clicks, which are still counted, until it has space again", {
  tags: ["full"],
}, async () => {
  const server = await createRedisServer();
  await server.start();
  const { programs, anonymous, signUp, databaseUrl } = await startProcesses(1, {
    REDIS_URL: server.url,
    RATE_LIMIT: "on",
  });
  const [here] = (await signUp("alice")) as [TestClient];
  const { short_code } = await here.createLink();
  const redis = connectRedis(server.url);
  const visit = async () => (await anonymous[0]?.visit(short_code))?.status;

  await redis.config("SET", "maxmemory", "1");
  expect(await visit()).toBe(302);
  await expect.poll(() => countOf(databaseUrl, short_code)).toBe(1);
  await untilLogged(programs, "Redis rejects clicks.");
  expect((await here.get("/api/v1/links")).status).toBe(200);

  await redis.config("SET", "maxmemory", "0");
  expect(await visit()).toBe(302);
  await expect.poll(() => countOf(databaseUrl, short_code)).toBe(2);
  await untilLogged(programs, "Redis accepts clicks again.");
  expect(logged(programs[0] as Program, away)).toBe(0);
});

test("changes at a process without Redis reach the others when it reconnects", {
  tags: ["full"],
}, async () => {
  const server = await createRedisServer();
  await server.start();
  const line = await createFlakyProxy(Number(new URL(server.url).port));
  const fleet = await startProcesses(1, { REDIS_URL: server.url });
  const [there] = (await fleet.signUp("alice")) as [TestClient];
  const cutOff = await startProgram({
    ...fleet.environment,
    REDIS_URL: `redis://127.0.0.1:${line.port}`,
  });
  const here = createClient(cutOff.url, there.token);
  const { short_code, id } = await there.createLink();
  const location = async () => (await there.visit(short_code)).headers.get("location");
  expect(await location()).toBe("https://example.com/");

  line.cut();
  await untilLogged([cutOff], away);
  await here.put(`/api/v1/links/${id}`, { original_url: "https://b.example/" });
  line.restore();
  await untilLogged([cutOff], back);

  await expect.poll(location, { timeout: 2_000 }).toBe("https://b.example/");
  expect(fleet.programs.map((program) => logged(program, away))).toEqual([0]);
});
