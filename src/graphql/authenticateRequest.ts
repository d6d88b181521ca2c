import { type Actor, anonymousActor } from "../core/actors/actor.ts";
import { UnauthenticatedError } from "../core/errors.ts";
import { toQueueKey } from "../core/queues/queueKey.ts";
import { rateLimitRequest } from "../core/rateLimits/rateLimitRequest.ts";
import type { RateLimitStatus } from "../core/rateLimits/rateLimitStatus.ts";
import type { Service } from "../core/service.ts";

/** Receives the status of the caller's request limit, or of the limit that rejected the request. */
export type ReportRateLimit = (standing: RateLimitStatus) => void;

/** Returns the account of the actor, or undefined for an anonymous actor. */
export function accountIdOf(actor: Actor): number | undefined {
  return actor.kind === "anonymous" ? undefined : actor.userId;
}

/**
 * Returns the actor that `authenticate` finds, and counts the request against its rate limit.
 * Requests with invalid credentials count against the IP address. Throws the errors of
 * `authenticate` and `queues.compute`, and RateLimitedError.
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
  // Requests that arrive together start in turn, because parsing, validating and pricing a large
  // operation takes a while.
  await service.queues.compute(toQueueKey(actor), () => {});
  return actor;
}
