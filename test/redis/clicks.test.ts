import { expect, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { countResponses, startVisits } from "../support/continuousVisits.ts";
import { expectedCounters, readCounters } from "../support/counters.ts";
import { queryDatabase } from "../support/database.ts";
import { startProcesses } from "../support/multiProcess.ts";
import { sharedRedis, test } from "../support/redis.ts";

vi.setConfig({ testTimeout: 120_000 });

const group = "writers";

test("every count is correct and Redis is empty after a normal stop of all processes", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const { programs, signUp, databaseUrl } = await startProcesses(2, settings);
  const [alice] = (await signUp("alice")) as [TestClient];
  const { short_code } = await alice.createLink();

  const traffic = programs.map((program) => startVisits(program, short_code));
  await expect.poll(() => countResponses(traffic, 302), { timeout: 60_000 }).toBeGreaterThan(4_000);
  await Promise.all(traffic.map(({ stop }) => stop()));
  expect(await Promise.all(programs.map(({ end }) => end("SIGTERM")))).toEqual([0, 0]);

  expect(await readCounters(databaseUrl)).toEqual(expectedCounters(countResponses(traffic, 302)));
  for (const key of [`${prefix}described-clicks`, `${prefix}clicks`]) {
    expect(await redis.xlen(key)).toBe(0);
    expect(await redis.xinfo("CONSUMERS", key, group)).toEqual([]);
  }
});

test("kill -9 under load loses no click that reached Redis and counts none twice", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const { programs, signUp, databaseUrl } = await startProcesses(4, settings);
  const [alice] = (await signUp("alice")) as [TestClient];
  const { short_code } = await alice.createLink();
  const [killed, ...others] = programs.map((program) => startVisits(program, short_code));
  if (!killed) throw new Error("Nobody is there to be killed.");
  await expect
    .poll(() => countResponses([killed], 302), { timeout: 60_000 })
    .toBeGreaterThan(1_000);

  // Its responses so far reach Redis within a fifth of a second. Later ones may not.
  const mustBeKept = countResponses([killed], 302);
  const soon = Date.now() + 1_000;
  await expect.poll(() => Date.now() > soon).toBe(true);
  await programs[0]?.end("SIGKILL");
  await killed.stop();
  await expect.poll(() => countResponses(others, 302), { timeout: 60_000 }).toBeGreaterThan(4_000);
  await Promise.all(others.map(({ stop }) => stop()));
  await expect.poll(() => redis.xlen(`${prefix}described-clicks`), { timeout: 20_000 }).toBe(0);

  const counts = await readCounters(databaseUrl);
  const counted = Number(counts?.total);
  expect(counts).toEqual(expectedCounters(counted));
  expect(counted).toBeGreaterThanOrEqual(countResponses(others, 302) + mustBeKept);
  expect(counted).toBeLessThanOrEqual(
    countResponses(others, 302) + countResponses([killed], 302) + killed.unanswered(),
  );
});

test("another process writes the batches of a dead process once, even if they were already written", async () => {
  const { settings, prefix, redis } = sharedRedis();
  const key = `${prefix}clicks`;
  const { signUp, databaseUrl } = await startProcesses(2, settings);
  const [alice] = (await signUp("alice")) as [TestClient];
  const { id } = await alice.createLink();
  const hour = Date.now() - (Date.now() % 3_600_000);
  const visit = [id, hour, "203.0.113.7", "Mozilla/5.0 Firefox/140.0", "", "", false, false];
  const batch = (name: string) => JSON.stringify([name, hour, [visit], []]);

  // In one transaction, so that no running process interferes.
  await redis
    .multi()
    .xadd(key, "*", "batch", batch("unwritten"))
    .xadd(key, "*", "batch", batch("written"))
    .xreadgroup("GROUP", group, "dead", "STREAMS", key, ">")
    .exec();
  await redis.xadd(key, "*", "batch", batch("written"));
  await expect.poll(() => readCounters(databaseUrl)).toEqual(expectedCounters(1));

  await expect.poll(() => redis.xlen(key), { timeout: 20_000 }).toBe(0);
  expect(await readCounters(databaseUrl)).toEqual(expectedCounters(2));
});

test("malformed entries do not block the stream and are logged once", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const key = `${prefix}clicks`;
  const { programs, signUp, anonymous, databaseUrl } = await startProcesses(1, settings);
  const [alice] = (await signUp("alice")) as [TestClient];
  const { short_code } = await alice.createLink();

  for (const text of ["}", "null", '["id",0,[["1"]],[]]', "[]"]) {
    await redis.xadd(key, "*", "batch", text);
  }
  await redis.xadd(key, "*", "other", "field", "and", "more");
  await anonymous[0]?.visit(short_code);

  await expect.poll(() => readCounters(databaseUrl)).toEqual(expectedCounters(1));
  await expect.poll(() => redis.xlen(key)).toBe(0);
  expect(programs[0]?.printed.stdout.match(/Dropped a malformed entry/g)).toHaveLength(1);
});

test("drops batches with invalid numbers, logs that once, and keeps lists readable", {
  tags: ["full"],
}, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const key = `${prefix}clicks`;
  const { programs, signUp, databaseUrl } = await startProcesses(1, settings);
  const [alice] = (await signUp("alice")) as [TestClient];
  const link = await alice.createLink();
  const now = Date.now();
  const hour = now - (now % 3_600_000);
  const day = 86_400_000;
  const visit = (at: unknown, id: unknown = link.id) => [
    ...[id, at, "203.0.113.7", "Mozilla/5.0 Firefox/140.0", "", "", false, false],
  ];
  const count = (changes: object) => ({
    ...{ linkId: link.id, clicks: 1, bots: 0, uncounted: 1, lastClickedAt: now },
    ...changes,
  });
  const odd = [
    ["odd", hour, [], [count({ clicks: 2 ** 53 })]],
    ["odd", hour, [], [count({ uncounted: 2 ** 53 })]],
    ["odd", hour, [], [count({ clicks: 1_000_000_001 })]],
    ["odd", hour, [], [count({ bots: -1 })]],
    ["odd", hour, [], [count({ uncounted: 0.5 })]],
    ["odd", hour, [], [count({ linkId: 1e30 })]],
    ["odd", hour, [], [count({ lastClickedAt: 1e21 })]],
    ["odd", hour, [], [count({ lastClickedAt: now + 2 * day + 60_000 })]],
    ["odd", hour, [visit(1e21)], []],
    ["odd", hour, [visit(-1)], []],
    ["odd", hour, [visit(now - 2 * day - 60_000)], []],
    ["odd", hour, [visit(now, 0)], []],
    ["odd", hour + 1, [visit(now)], []],
    ["odd", hour + 72 * 3_600_000, [visit(now)], []],
    ["odd\u0000", hour, [visit(now)], []],
    ["x".repeat(65), hour, [visit(now)], []],
  ];
  const good = [
    ["good-1", hour, [visit(now)], []],
    ["good-2", hour - 24 * 3_600_000, [visit(now - day)], []],
    [
      "good-3",
      hour,
      [],
      [count({}), count({ clicks: 0, uncounted: 0, bots: 1, lastClickedAt: 0 })],
    ],
  ];

  for (const batch of [...odd, ...good]) await redis.xadd(key, "*", "batch", JSON.stringify(batch));

  await expect.poll(() => redis.xlen(key), { timeout: 20_000 }).toBe(0);
  const { body } = await alice.get("/api/v1/links");
  expect(body.links).toEqual([
    { ...link, click_count: 3, last_clicked_at: new Date(now).toISOString() },
  ]);
  expect(await readCounters(databaseUrl)).toMatchObject({ total: 3 });
  expect(programs[0]?.printed.stdout.match(/Dropped a malformed entry/g)).toHaveLength(1);
});

test("keeps clicks that wait in Redis for longer than two days", { tags: ["full"] }, async () => {
  const { settings, prefix, redis } = sharedRedis();
  const key = `${prefix}clicks`;
  const at = Date.now() - 5 * 86_400_000;
  const hour = at - (at % 3_600_000);
  await redis.xadd(
    key,
    `${at}-0`,
    "batch",
    JSON.stringify([
      "late",
      hour,
      [[1, at, "", "Mozilla/5.0 Firefox/140.0", "", "", false, false]],
      [],
    ]),
  );
  const { signUp, databaseUrl, programs } = await startProcesses(1, settings);
  await signUp("alice");

  await expect.poll(() => redis.xlen(key), { timeout: 20_000 }).toBe(0);
  expect(
    await queryDatabase(databaseUrl, `SELECT "id" FROM "WrittenBatch" WHERE "id" = 'late'`),
  ).toEqual([{ id: "late" }]);
  expect(programs[0]?.printed.stdout).not.toContain("Dropped a malformed entry");
});
