import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { test as anyTest, onTestFinished } from "vitest";

const url = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";

/** A test that needs Redis. It is skipped without Redis, except in continuous integration. */
export const test = anyTest.skipIf(!(await answers()));

async function answers(): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null }).on(
    "error",
    () => {},
  );
  try {
    await redis.connect();
    return true;
  } catch {
    const fault = `Redis does not respond at ${url} (TEST_REDIS_URL)`;
    if (process.env.CI === "true") throw new Error(`${fault}.`);
    console.warn(`${fault}: tests that need it are skipped.`);
    return false;
  } finally {
    redis.disconnect();
  }
}

/** Returns settings for processes that share Redis, with a key prefix that is cleared after the test. */
export function sharedRedis() {
  const prefix = `lnk7-test-${randomUUID()}:`;
  const redis = connectRedis(url);
  onTestFinished(async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  });
  return { settings: { REDIS_URL: url, REDIS_PREFIX: prefix }, prefix, redis };
}

/** Opens a connection for inspecting Redis. It is closed after the test. */
export function connectRedis(address: string): Redis {
  const redis = new Redis(address, { retryStrategy: () => 100 }).on("error", () => {});
  onTestFinished(() => redis.disconnect());
  return redis;
}
