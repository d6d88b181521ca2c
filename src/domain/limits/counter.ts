import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Budget } from "./budgets.ts";

/** Where a key stands within its window, which begins with its first try. */
export interface Count {
  taken: number;
  /** Seconds until the window ends and counting begins anew, at least 1. */
  resetSeconds: number;
}

/** Counts tries by key. */
export interface Counter {
  readonly name: string;
  readonly budget: Budget;
  /** Counts one more. Where this opens a window, it lasts the budget's seconds, or those given. */
  count(key: string, seconds?: number): Promise<Count>;
  /** Counts one less. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
  has(key: string): Promise<boolean>;
}

/** Makes a counter; `name` keeps the keys of different budgets apart. */
export type CreateCounter = (name: string, budget: Budget) => Counter;

/**
 * A counter in the memory of this process. It holds 50,000 keys at most, about half a kilobyte each, and beyond forgets the one used longest
 * ago: who sends from that many addresses is not held up by limits of each, and must not exhaust
 * the memory either.
 */
export function createCounter(name: string, budget: Budget, keysAtMost = 50_000): Counter {
  const limiter = new RateLimiterMemory({
    keyPrefix: name,
    points: budget.tries,
    duration: budget.seconds,
  });
  const inOrderOfUse = new Set<string>();
  const noteUse = (key: string) => {
    inOrderOfUse.delete(key);
    inOrderOfUse.add(key);
    if (inOrderOfUse.size <= keysAtMost) return;
    const [oldest = key] = inOrderOfUse;
    inOrderOfUse.delete(oldest);
    void limiter.delete(oldest);
  };
  return {
    name,
    budget,
    count: async (key, seconds = budget.seconds) => {
      noteUse(key);
      const standing = await limiter.penalty(key, 1, { customDuration: seconds });
      return {
        taken: standing.consumedPoints,
        // The library ends windows by a timer, but computes this from the clock, which may be set back.
        resetSeconds: Math.min(seconds, Math.max(1, Math.ceil(standing.msBeforeNext / 1000))),
      };
    },
    giveBack: async (key) => void (await limiter.reward(key)),
    forget: async (key) => {
      inOrderOfUse.delete(key);
      await limiter.delete(key);
    },
    has: async (key) => (await limiter.get(key)) !== null,
  };
}
