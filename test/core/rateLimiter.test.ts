import { expect, onTestFinished, test } from "vitest";
import { RateLimitedError } from "../../src/core/errors.ts";
import { createOperationalCounters } from "../../src/core/operationalCounters.ts";
import { consumeAll, refundAll } from "../../src/core/rateLimits/consumeAll.ts";
import type { RateLimit } from "../../src/core/rateLimits/rateLimit.ts";
import { createMemoryRateLimiter } from "../../src/core/rateLimits/rateLimiter.ts";

function limiterOf(limit: number) {
  const rateLimit: RateLimit = { limit, windowSeconds: 60 };
  const limiter = createMemoryRateLimiter(`test ${limit}`, rateLimit);
  onTestFinished(() => limiter.reset("key"));
  return limiter;
}

const used = async (limiter: ReturnType<typeof limiterOf>) =>
  (await limiter.consume("key", { points: 0 })).used;

test("several attempts are counted at once, and refunded at once", async () => {
  const limiter = limiterOf(10);

  await consumeAll(createOperationalCounters(), [limiter, "key", 7]);
  const afterConsuming = await used(limiter);
  await refundAll([limiter, "key", 3]);

  expect([afterConsuming, await used(limiter)]).toEqual([7, 4]);
});

test("attempts that exceed one of the limits count against none", async () => {
  const [wide, narrow] = [limiterOf(100), limiterOf(10)];
  const counters = createOperationalCounters();

  const rejected = consumeAll(counters, [wide, "key", 11], [narrow, "key", 11]);

  await expect(rejected).rejects.toThrow(RateLimitedError);
  expect([await used(wide), await used(narrow)]).toEqual([0, 0]);
  expect(counters.rateLimitRejections).toEqual(new Map([["test 10", 1]]));
});
