import type { Actor } from "../actors/actor.ts";
import { toAddressKey } from "./addressKey.ts";
import { toRateLimitedError } from "./consumeAll.ts";
import type { RateLimiter } from "./rateLimiter.ts";
import type { RateLimiters } from "./rateLimiters.ts";
import type { RateLimitStatus } from "./rateLimitStatus.ts";

/** Each answer tells of one of the two budgets, and which is clear from who asks. */
const limitName = "default";

/**
 * Counts a request to the account whose token or session came with it, else to the address. Tells
 * what is left, then throws RateLimitedError where the budget was spent already.
 */
export async function rateLimitRequest(
  actor: Actor,
  onStatus: (status: RateLimitStatus) => void,
): Promise<void> {
  const { rateLimiters, counters } = actor.service;
  if (!rateLimiters) return;
  const [limiter, key] = chooseLimiter(rateLimiters, actor);
  const { used, resetSeconds } = await limiter.consume(key);
  const { limit, windowSeconds } = limiter.rateLimit;
  onStatus({
    name: limitName,
    limit,
    windowSeconds,
    remaining: Math.max(0, limit - used),
    resetSeconds,
  });
  if (used > limit) throw toRateLimitedError(counters, limiter, resetSeconds);
}

function chooseLimiter(limiters: RateLimiters, actor: Actor): [RateLimiter, string] {
  return actor.kind === "anonymous"
    ? [limiters.requestPerAddress, toAddressKey(actor.ipAddress)]
    : [limiters.requestPerAccount, String(actor.userId)];
}
