import { RateLimitedError } from "../errors.ts";
import { countRateLimitRejection, type OperationalCounters } from "../operationalCounters.ts";
import type { RateLimiter } from "./rateLimiter.ts";

/** A try, and the counter that it counts to. */
export type Charge = readonly [counter: RateLimiter, key: string];

/**
 * Counts a try to each of the counters in turn. Throws RateLimitedError, with nothing counted,
 * where one of the budgets is spent.
 */
export async function consumeAll(
  counters: OperationalCounters,
  ...charges: Charge[]
): Promise<void> {
  for (const [index, [limiter, key]] of charges.entries()) {
    const { used, resetSeconds } = await limiter.consume(key);
    if (used <= limiter.rateLimit.limit) continue;
    await refundAll(...charges.slice(0, index + 1));
    throw toRateLimitedError(counters, limiter, resetSeconds);
  }
}

/** The refusal of whoever has spent this counter's budget, noted for the operator. */
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

/** Takes a counted try back from each of the counters. */
export async function refundAll(...charges: Charge[]): Promise<void> {
  for (const [limiter, key] of charges) await limiter.refund(key);
}
