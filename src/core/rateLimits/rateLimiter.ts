import { RateLimiterMemory } from "rate-limiter-flexible";
import type { RateLimit } from "./rateLimit.ts";

/** The state of a key within its window, which starts with the first attempt. */
export interface Consumption {
  used: number;
  /** Seconds until the window ends and the count restarts, at least 1. */
  resetSeconds: number;
}

export interface ConsumeOptions {
  /** Number of attempts; 1 by default. */
  points?: number;
  /** Length of the window, if these attempts open one; by default that of the limit. */
  windowSeconds?: number;
}

/** Counts attempts by key. */
export interface RateLimiter {
  readonly name: string;
  readonly rateLimit: RateLimit;
  /**
   * Counts attempts. The result can exceed the limit: the caller decides, and refunds what it rejects.
   */
  consume(key: string, options?: ConsumeOptions): Promise<Consumption>;
  /** Takes counted attempts back, by default one. */
  refund(key: string, points?: number): Promise<void>;
  reset(key: string): Promise<void>;
  isOpen(key: string): Promise<boolean>;
}

/** Creates a rate limiter. `name` separates the keys of different limits. */
export type CreateRateLimiter = (name: string, rateLimit: RateLimit) => RateLimiter;

/**
 * Creates a rate limiter in the memory of this process. It deletes each key, which may be an IP
 * address, when its window ends. It holds at most 50,000 keys, about half a kilobyte each, and then
 * deletes the least recently used one. An attacker with more addresses than that is not slowed down
 * by per-address limits, and must not exhaust the memory either.
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
    consume: async (key, { points = 1, windowSeconds = rateLimit.windowSeconds } = {}) => {
      const result = await limiter.penalty(key, points, { customDuration: windowSeconds });
      touch(key, result.isFirstInDuration, windowSeconds);
      return {
        used: result.consumedPoints,
        // The library ends windows by a timer. It computes this from the clock, which may be set
        // back.
        resetSeconds: Math.min(windowSeconds, Math.max(1, Math.ceil(result.msBeforeNext / 1000))),
      };
    },
    refund: async (key, points = 1) => {
      // After the end of the window there is nothing to refund.
      if (await isOpen(key)) await limiter.reward(key, points);
    },
    reset: async (key) => {
      removeKey(key);
      await limiter.delete(key);
    },
    isOpen,
  };
}
