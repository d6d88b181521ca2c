import { createKeyedQueue, type KeyedQueue } from "../queues/keyedQueue.ts";
import type { RateLimits } from "./rateLimit.ts";
import type { CreateRateLimiter, RateLimiter } from "./rateLimiter.ts";

/**
 * Tries that are kept for addresses unknown to an account that is under attack: for each of them, for
 * all of a wide network, and for all.
 */
const reservedAttempts = { perAddress: 3, perNetwork: 300, perAccount: 3_000 };

/** The counters of all budgets. */
export type RateLimiters = Record<keyof RateLimits, RateLimiter> & {
  /** Holds an account for which the next try from an unknown address has to wait. */
  accountBackoff: RateLimiter;
  /** Reserved tries for an account from one address, from one wide network, and from everywhere. */
  reservedPerAddress: RateLimiter;
  reservedPerNetwork: RateLimiter;
  reservedPerAccount: RateLimiter;
  loginQueueByAccountAndAddress: KeyedQueue;
  loginQueueByAddress: KeyedQueue;
};

/** `createRateLimiter` is the one choice of where counts are kept. */
export function createRateLimiters(
  rateLimits: RateLimits,
  createRateLimiter: CreateRateLimiter,
): RateLimiters {
  const limiters = Object.fromEntries(
    Object.entries(rateLimits).map(([name, rateLimit]) => [
      name,
      createRateLimiter(name, rateLimit),
    ]),
  ) as Record<keyof RateLimits, RateLimiter>;
  const { windowSeconds } = rateLimits.loginPerAccount;
  const reserved = (name: string, limit: number) =>
    createRateLimiter(name, { limit, windowSeconds });
  return {
    ...limiters,
    accountBackoff: createRateLimiter("pausedAccount", { limit: 1, windowSeconds: 1 }),
    reservedPerAddress: reserved("reservedOfAddress", reservedAttempts.perAddress),
    reservedPerNetwork: reserved("reservedOfNetwork", reservedAttempts.perNetwork),
    reservedPerAccount: reserved("reservedOfAccount", reservedAttempts.perAccount),
    loginQueueByAccountAndAddress: createKeyedQueue(rateLimits.loginPerAccountAndAddress.limit),
    loginQueueByAddress: createKeyedQueue(rateLimits.loginPerAddress.limit),
  };
}
