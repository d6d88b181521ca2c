import { expect, onTestFinished, vi } from "vitest";
import {
  createMemoryRateLimiter,
  type RateLimiter,
} from "../../src/core/rateLimits/rateLimiter.ts";
import { openConnections } from "../../src/redis/connections.ts";
import { monitorRedis } from "../../src/redis/redisHealth.ts";
import { createRedisRateLimiters } from "../../src/redis/redisRateLimiters.ts";
import { startProcesses } from "../support/multiProcess.ts";
import { sharedRedis, test } from "../support/redis.ts";

vi.setConfig({ testTimeout: 60_000 });

async function redisCounters() {
  const { settings, prefix } = sharedRedis();
  const connections = openConnections(settings.REDIS_URL);
  const listeners = { onUnavailable: () => {}, onAvailable: () => {} };
  const availability = monitorRedis(connections, `${prefix}news`, listeners);
  onTestFinished(() => {
    availability.close();
    connections.close();
  });
  await availability.ready;
  expect(availability.isAvailable()).toBe(true);
  return createRedisRateLimiters(connections, prefix, availability);
}

/** Returns the results of all operations on a rate limiter. */
async function answersOf(counter: RateLimiter): Promise<unknown[]> {
  const { consume, refund, reset, isOpen } = counter;
  const answers: unknown[] = [
    [counter.name, counter.rateLimit],
    await isOpen("alice"),
    await consume("alice"),
    await consume("alice"),
    await consume("bob", { windowSeconds: 7 }),
    await consume("bob"),
    await consume("bob", { windowSeconds: 3 }),
    await isOpen("alice"),
    await refund("alice"),
    await consume("alice"),
    await consume("alice"),
    await reset("alice"),
    await isOpen("alice"),
    await consume("alice"),
    await refund("alice"),
    await isOpen("alice"),
    await refund("carol"),
    await consume("carol"),
    await reset("nobody"),
    await consume("dave", { points: 3 }),
    await refund("dave", 2),
    await consume("dave"),
    await consume("brief", { windowSeconds: 1 }),
  ];
  await expect.poll(() => isOpen("brief"), { interval: 50, timeout: 2_000 }).toBe(false);
  return [...answers, await consume("brief"), await isOpen("alice")];
}

test("a rate limiter in Redis returns the same results as one in memory", async () => {
  const rateLimit = { limit: 2, windowSeconds: 60 };
  const createRedisCounter = await redisCounters();

  expect(await answersOf(createRedisCounter("some", rateLimit))).toEqual(
    await answersOf(createMemoryRateLimiter("some", rateLimit)),
  );
  expect(await createRedisCounter("some", rateLimit).isOpen("alice")).toBe(true);
  expect(await createRedisCounter("other", rateLimit).isOpen("alice")).toBe(false);
});

test("four processes share one rate limit", async () => {
  const { anonymous } = await startProcesses(4, {
    ...sharedRedis().settings,
    RATE_LIMIT: "on",
    LIMIT_REQUEST_PER_ADDRESS: "40/10m",
  });

  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      anonymous[index % 4]?.graphql("{ viewer { email } }").then(({ status }) => status),
    ),
  );

  expect(answers.filter((status) => status === 200)).toHaveLength(40);
  expect(answers.filter((status) => status === 429)).toHaveLength(60);
});

test("a password can be guessed five times per IP address, not five times per process", async () => {
  const { anonymous, signUp } = await startProcesses(2, {
    ...sharedRedis().settings,
    RATE_LIMIT: "on",
  });
  await signUp("alice");
  const body = { email: "alice@example.com", password: "wrong horse battery staple" };
  const statuses: unknown[] = [];

  for (let guess = 0; guess < 8; guess++) {
    statuses.push((await anonymous[guess % 2]?.post("/api/v1/auth/login", body))?.status);
  }

  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
});

test("a link limited to 100 clicks redirects exactly 100 of 1,000 visitors of four processes", {
  tags: ["full"],
}, async () => {
  const { anonymous, signUp } = await startProcesses(4, sharedRedis().settings);
  const alice = await signUp("alice");
  const link = await alice[0]?.createLink({ max_clicks: 100 });

  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) =>
      anonymous[index % 4]?.visit(link.short_code).then(({ status }) => status),
    ),
  );

  expect(statuses.filter((status) => status === 302)).toHaveLength(100);
  expect(statuses.filter((status) => status === 410)).toHaveLength(900);
  const statistics = async () =>
    (await alice[0]?.graphql("{ viewer { stats { clicks } } }"))?.body.data.viewer.stats;
  await expect.poll(statistics).toEqual({ clicks: 100 });
  expect((await alice[1]?.get(`/api/v1/links/${link.id}`))?.body).toMatchObject({
    click_count: 100,
    status: "exhausted",
  });
});
