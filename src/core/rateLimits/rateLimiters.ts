import { createKeyedQueue, type KeyedQueue } from "../queues/keyedQueue.ts";
import type { RateLimits } from "./rateLimit.ts";
import type { CreateRateLimiter, RateLimiter } from "./rateLimiter.ts";

/**
 * Login attempts reserved for unknown addresses while an account is under attack. The limits are
 * per address, per provider network, and per account.
 */
const reservedAttempts = { perAddress: 3, perNetwork: 300, perAccount: 3_000 };

/** The rate limiters of all limits. */
export type RateLimiters = Record<keyof RateLimits, RateLimiter> & {
  /** Open while the next attempt from an unknown address to an account has to wait. */
  accountBackoff: RateLimiter;
  /**
   * Reserved attempts per account: from one address, from one provider network, and from all
   * addresses.
   */
  reservedPerAddress: RateLimiter;
  reservedPerNetwork: RateLimiter;
  reservedPerAccount: RateLimiter;
  loginQueueByAccountAndAddress: KeyedQueue;
  loginQueueByAddress: KeyedQueue;
};

/** Creates all rate limiters. `createRateLimiter` determines where the counts are stored. */
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
