import { RateLimiterRedis } from "rate-limiter-flexible";
import {
  type CreateRateLimiter,
  createMemoryRateLimiter,
} from "../domain/rateLimits/rateLimiter.ts";
import type { Availability } from "./availability.ts";
import { type Connections, inTime, isRefusal } from "./connections.ts";

/**
 * Makes counters whose counts are kept in Redis, one for all processes, and in the memory of each
 * while Redis is away.
 */
export function createRedisCounters(
  { commands }: Connections,
  prefix: string,
  availability: Availability,
): CreateRateLimiter {
  return (name, budget) => {
    const inMemory = createMemoryRateLimiter(name, budget);
    const limiter = new RateLimiterRedis({
      storeClient: commands,
      keyPrefix: `${prefix}limit:${name}`,
      points: budget.limit,
      duration: budget.windowSeconds,
    });

    async function insured<Result>(
      ask: () => Promise<Result>,
      askMemory: () => Promise<Result>,
    ): Promise<Result> {
      if (!availability.isThere()) return askMemory();
      try {
        return await inTime(ask());
      } catch (error) {
        if (!isRefusal(error)) availability.doubt();
        return askMemory();
      }
    }

    /** Where a window is over there is nothing to take back from. */
    const isOpen = async (key: string) => (await limiter.get(key)) !== null;

    return {
      name,
      rateLimit: budget,
      consume: (key, seconds = budget.windowSeconds) =>
        insured(
          async () => {
            const standing = await limiter.penalty(key, 1, { customDuration: seconds });
            return {
              used: standing.consumedPoints,
              resetSeconds: Math.min(seconds, Math.max(1, Math.ceil(standing.msBeforeNext / 1000))),
            };
          },
          () => inMemory.consume(key, seconds),
        ),
      refund: (key) =>
        insured(
          async () => {
            if (await isOpen(key)) await limiter.reward(key);
          },
          () => inMemory.refund(key),
        ),
      reset: (key) =>
        insured(
          async () => void (await limiter.delete(key)),
          () => inMemory.reset(key),
        ),
      isOpen: (key) =>
        insured(
          () => isOpen(key),
          () => inMemory.isOpen(key),
        ),
    };
  };
}
