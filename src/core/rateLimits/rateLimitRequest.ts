import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "../auth/actor.ts";
import { toRateLimitedError } from "./consumeAll.ts";
import type { RateLimiter } from "./rateLimiter.ts";
import type { RateLimiters } from "./rateLimiters.ts";
import type { RateLimitStatus } from "./rateLimitStatus.ts";

/** One name for both limits: a response reports only one of them, and the caller knows which. */
const limitName = "default";

/**
 * Counts a request against the account of its token or session, otherwise against the IP address.
 * Reports the remaining requests to `onStatus`, then throws RateLimitedError if the limit is
 * exceeded.
 */
export async function rateLimitRequest(
  actor: Actor,
  onStatus: (status: RateLimitStatus) => void,
): Promise<void> {
  const { rateLimiters, counters } = actor.services;
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
