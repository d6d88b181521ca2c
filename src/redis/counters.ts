import { RateLimiterRedis } from "rate-limiter-flexible";
import { type CreateCounter, createCounter } from "../domain/limits/counter.ts";
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
): CreateCounter {
  return (name, budget) => {
    const inMemory = createCounter(name, budget);
    const limiter = new RateLimiterRedis({
      storeClient: commands,
      keyPrefix: `${prefix}limit:${name}`,
      points: budget.tries,
      duration: budget.seconds,
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
      budget,
      count: (key, seconds = budget.seconds) =>
        insured(
          async () => {
            const standing = await limiter.penalty(key, 1, { customDuration: seconds });
            return {
              taken: standing.consumedPoints,
              resetSeconds: Math.min(seconds, Math.max(1, Math.ceil(standing.msBeforeNext / 1000))),
            };
          },
          () => inMemory.count(key, seconds),
        ),
      giveBack: (key) =>
        insured(
          async () => {
            if (await isOpen(key)) await limiter.reward(key);
          },
          () => inMemory.giveBack(key),
        ),
      forget: (key) =>
        insured(
          async () => void (await limiter.delete(key)),
          () => inMemory.forget(key),
        ),
      has: (key) =>
        insured(
          () => isOpen(key),
          () => inMemory.has(key),
        ),
    };
  };
}
