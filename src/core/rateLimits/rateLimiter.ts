import { RateLimiterMemory } from "rate-limiter-flexible";
import type { RateLimit } from "./rateLimit.ts";

/** Where a key stands within its window, which begins with its first try. */
export interface Consumption {
  used: number;
  /** Seconds until the window ends and counting begins anew, at least 1. */
  resetSeconds: number;
}

/** Counts tries by key. */
export interface RateLimiter {
  readonly name: string;
  readonly rateLimit: RateLimit;
  /** Counts one more. Where this opens a window, it lasts the budget's seconds, or those given. */
  consume(key: string, windowSeconds?: number): Promise<Consumption>;
  /** Counts one less. */
  refund(key: string): Promise<void>;
  reset(key: string): Promise<void>;
  isOpen(key: string): Promise<boolean>;
}

/** Makes a counter; `name` keeps the keys of different budgets apart. */
export type CreateRateLimiter = (name: string, rateLimit: RateLimit) => RateLimiter;

/**
 * A counter in the memory of this process, which forgets each key, as it may be an address, with the
 * end of its window. It holds 50,000 keys at most, about half a kilobyte each, and beyond forgets the
 * one used longest ago: who sends from that many addresses is not held up by limits of each, and
 * must not exhaust the memory either.
 */
export function createMemoryRateLimiter(
  name: string,
  rateLimit: RateLimit,
  maxKeys = 50_000,
): RateLimiter {
  const limiter = new RateLimiterMemory({
    keyPrefix: name,
    points: rateLimit.limit,
    duration: rateLimit.windowSeconds,
  });
  /** Each key with the timer that ends its window. */
  const timersByRecency = new Map<string, NodeJS.Timeout>();
  const removeKey = (key: string) => {
    clearTimeout(timersByRecency.get(key));
    timersByRecency.delete(key);
  };
  const touch = (key: string, opensWindow: boolean, windowSeconds: number) => {
    if (opensWindow) removeKey(key);
    const timer =
      timersByRecency.get(key) ?? setTimeout(removeKey, windowSeconds * 1_000, key).unref();
    timersByRecency.delete(key);
    timersByRecency.set(key, timer);
    if (timersByRecency.size <= maxKeys) return;
    const [oldest = key] = timersByRecency.keys();
    removeKey(oldest);
    void limiter.delete(oldest);
  };
  const isOpen = async (key: string) => ((await limiter.get(key))?.msBeforeNext ?? 0) > 0;
  return {
    name,
    rateLimit,
    consume: async (key, windowSeconds = rateLimit.windowSeconds) => {
      const result = await limiter.penalty(key, 1, { customDuration: windowSeconds });
      touch(key, result.isFirstInDuration, windowSeconds);
      return {
        used: result.consumedPoints,
        // The library ends windows by a timer, but computes this from the clock, which may be set back.
        resetSeconds: Math.min(windowSeconds, Math.max(1, Math.ceil(result.msBeforeNext / 1000))),
      };
    },
    refund: async (key) => {
      // Where the window is over there is nothing to take back from.
      if (await isOpen(key)) await limiter.reward(key);
    },
    reset: async (key) => {
      removeKey(key);
      await limiter.delete(key);
    },
    isOpen,
  };
}
