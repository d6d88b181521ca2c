import type { CreateRateLimiter, RateLimiter } from "../../core/rateLimits/rateLimiter.ts";
import type { LimiterId, PrimaryApi } from "./rpcInterfaces.ts";

type RateLimiterHandlers = Pick<PrimaryApi, "consume" | "refund" | "reset" | "isOpen">;

/** Creates handlers that count for all workers in one place, so they share each limit. */
export function createPrimaryRateLimiters(
  createRateLimiter: CreateRateLimiter,
): RateLimiterHandlers {
  const limiters = new Map<string, RateLimiter>();

  function find({ name, rateLimit }: LimiterId): RateLimiter {
    const limiter = limiters.get(name) ?? createRateLimiter(name, rateLimit);
    limiters.set(name, limiter);
    return limiter;
  }
  return {
    consume: (limiterId, key, options) => find(limiterId).consume(key, options),
    refund: (limiterId, key, points) => find(limiterId).refund(key, points),
    reset: (limiterId, key) => find(limiterId).reset(key),
    isOpen: (limiterId, key) => find(limiterId).isOpen(key),
  };
}
