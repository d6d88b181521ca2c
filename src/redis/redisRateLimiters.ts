import { RateLimiterRedis } from "rate-limiter-flexible";
import { type CreateRateLimiter, createMemoryRateLimiter } from "../core/rateLimits/rateLimiter.ts";
import { type Connections, isReplyError, withTimeout } from "./connections.ts";
import type { RedisHealth } from "./redisHealth.ts";

/**
 * Creates rate limiters with counts in Redis, shared by all processes. While Redis is unavailable,
 * each process counts in its memory.
 */
export function createRedisRateLimiters(
  { commands }: Connections,
  prefix: string,
  health: RedisHealth,
): CreateRateLimiter {
  return (name, budget) => {
    const inMemory = createMemoryRateLimiter(name, budget);
    const limiter = new RateLimiterRedis({
      storeClient: commands,
      keyPrefix: `${prefix}limit:${name}`,
      points: budget.limit,
      duration: budget.windowSeconds,
    });

    async function withMemoryFallback<Result>(
      runInRedis: () => Promise<Result>,
      runInMemory: () => Promise<Result>,
    ): Promise<Result> {
      if (!health.isAvailable()) return runInMemory();
      try {
        return await withTimeout(runInRedis());
      } catch (error) {
        if (!isReplyError(error)) health.recheck();
        return runInMemory();
      }
    }

    /** If the window has ended, there is nothing to refund. */
    const isOpen = async (key: string) => (await limiter.get(key)) !== null;

    return {
      name,
      rateLimit: budget,
      consume: (key, { points = 1, windowSeconds = budget.windowSeconds } = {}) =>
        withMemoryFallback(
          async () => {
            const result = await limiter.penalty(key, points, { customDuration: windowSeconds });
            return {
              used: result.consumedPoints,
              resetSeconds: Math.min(
                windowSeconds,
                Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
              ),
            };
          },
          () => inMemory.consume(key, { points, windowSeconds }),
        ),
      refund: (key, points = 1) =>
        withMemoryFallback(
          async () => {
            if (await isOpen(key)) await limiter.reward(key, points);
          },
          () => inMemory.refund(key, points),
        ),
      reset: (key) =>
        withMemoryFallback(
          async () => void (await limiter.delete(key)),
          () => inMemory.reset(key),
        ),
      isOpen: (key) =>
        withMemoryFallback(
          () => isOpen(key),
          () => inMemory.isOpen(key),
        ),
    };
  };
}
