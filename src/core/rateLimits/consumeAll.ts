import { RateLimitedError } from "../errors.ts";
import { countRateLimitRejection, type OperationalCounters } from "../operationalCounters.ts";
import type { RateLimiter } from "./rateLimiter.ts";

/** Attempts, one by default, as a rate limiter and the key that they count against. */
export type Charge = readonly [limiter: RateLimiter, key: string, points?: number];

/**
 * Counts attempts against each of the rate limiters in turn. Throws RateLimitedError, with nothing
 * counted, if one of the limits is exceeded.
 */
export async function consumeAll(
  counters: OperationalCounters,
  ...charges: Charge[]
): Promise<void> {
  for (const [index, [limiter, key, points = 1]] of charges.entries()) {
    const { used, resetSeconds } = await limiter.consume(key, { points });
    if (used <= limiter.rateLimit.limit) continue;
    await refundAll(...charges.slice(0, index + 1));
    throw toRateLimitedError(counters, limiter, resetSeconds);
  }
}

/** Returns the error for an exceeded limit, and counts the rejection for the operator. */
export function toRateLimitedError(
  counters: OperationalCounters,
  { name, rateLimit }: RateLimiter,
  retryAfterSeconds: number,
): RateLimitedError {
  countRateLimitRejection(counters, name);
  return new RateLimitedError({
    name,
    ...rateLimit,
    remaining: 0,
    resetSeconds: retryAfterSeconds,
  });
}

/** Refunds counted attempts to each of the rate limiters. */
export async function refundAll(...charges: Charge[]): Promise<void> {
  for (const [limiter, key, points = 1] of charges) await limiter.refund(key, points);
}
