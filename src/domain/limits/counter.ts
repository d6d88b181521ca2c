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
 * A counter in the memory of this process, which forgets each key, as it may be an address, with the
 * end of its window. It holds 50,000 keys at most, about half a kilobyte each, and beyond forgets the
 * one used longest ago: who sends from that many addresses is not held up by limits of each, and
 * must not exhaust the memory either.
 */
export function createCounter(name: string, budget: Budget, keysAtMost = 50_000): Counter {
  const limiter = new RateLimiterMemory({
    keyPrefix: name,
    points: budget.tries,
    duration: budget.seconds,
  });
  /** Each key with the timer that ends its window. */
  const inOrderOfUse = new Map<string, NodeJS.Timeout>();
  const drop = (key: string) => {
    clearTimeout(inOrderOfUse.get(key));
    inOrderOfUse.delete(key);
  };
  const noteUse = (key: string, opensWindow: boolean, seconds: number) => {
    if (opensWindow) drop(key);
    const ending = inOrderOfUse.get(key) ?? setTimeout(drop, seconds * 1_000, key).unref();
    inOrderOfUse.delete(key);
    inOrderOfUse.set(key, ending);
    if (inOrderOfUse.size <= keysAtMost) return;
    const [oldest = key] = inOrderOfUse.keys();
    drop(oldest);
    void limiter.delete(oldest);
  };
  const isOpen = async (key: string) => ((await limiter.get(key))?.msBeforeNext ?? 0) > 0;
  return {
    name,
    budget,
    count: async (key, seconds = budget.seconds) => {
      const standing = await limiter.penalty(key, 1, { customDuration: seconds });
      noteUse(key, standing.isFirstInDuration, seconds);
      return {
        taken: standing.consumedPoints,
        // The library ends windows by a timer, but computes this from the clock, which may be set back.
        resetSeconds: Math.min(seconds, Math.max(1, Math.ceil(standing.msBeforeNext / 1000))),
      };
    },
    giveBack: async (key) => {
      // Where the window is over there is nothing to take back from.
      if (await isOpen(key)) await limiter.reward(key);
    },
    forget: async (key) => {
      drop(key);
      await limiter.delete(key);
    },
    has: isOpen,
  };
}
