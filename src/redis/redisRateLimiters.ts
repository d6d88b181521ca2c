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
      consume: (key, seconds = budget.windowSeconds) =>
        withMemoryFallback(
          async () => {
            const result = await limiter.penalty(key, 1, { customDuration: seconds });
            return {
              used: result.consumedPoints,
              resetSeconds: Math.min(seconds, Math.max(1, Math.ceil(result.msBeforeNext / 1000))),
            };
          },
          () => inMemory.consume(key, seconds),
        ),
      refund: (key) =>
        withMemoryFallback(
          async () => {
            if (await isOpen(key)) await limiter.reward(key);
          },
          () => inMemory.refund(key),
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
