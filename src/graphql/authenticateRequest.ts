import { type Actor, anonymousActor } from "../core/actors/actor.ts";
import { UnauthenticatedError } from "../core/errors.ts";
import { toQueueKey } from "../core/queues/queueKey.ts";
import { rateLimitRequest } from "../core/rateLimits/rateLimitRequest.ts";
import type { RateLimitStatus } from "../core/rateLimits/rateLimitStatus.ts";
import type { Service } from "../core/service.ts";

/** Is told what the caller has left of their requests, or of the budget that refuses them. */
export type ReportRateLimit = (standing: RateLimitStatus) => void;

/** The account that a request of this actor comes from; undefined of nobody's. */
export function accountIdOf(actor: Actor): number | undefined {
  return actor.kind === "anonymous" ? undefined : actor.userId;
}

/**
 * Whoever `authenticate` finds, with one more request counted; what names nobody counts to its address.
 * Throws what `authenticate` and `queues.compute` throw, and RateLimitedError.
 */
export async function authenticateAndCount(
  service: Service,
  ipAddress: string,
  authenticate: () => Promise<Actor>,
  reportRateLimit: ReportRateLimit,
): Promise<Actor> {
  const actor = await authenticate().catch(async (error) => {
    if (error instanceof UnauthenticatedError) {
      await rateLimitRequest(anonymousActor(service, ipAddress), reportRateLimit);
    }
    throw error;
  });
  await rateLimitRequest(actor, reportRateLimit);
  // What arrived together is begun by turns: to read, check and price a large operation takes a while.
  await service.queues.compute(toQueueKey(actor), () => {});
  return actor;
}
