import { type Actor, anonymousActor } from "../../core/auth/actor.ts";
import { toQueueKey } from "../../core/auth/queueKey.ts";
import { UnauthenticatedError } from "../../core/errors.ts";
import { rateLimitRequest } from "../../core/rateLimits/rateLimitRequest.ts";
import type { Services } from "../../core/services.ts";
import type { ReportRateLimit } from "../schema/context.ts";

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
  services: Services,
  ipAddress: string,
  authenticate: () => Promise<Actor>,
  reportRateLimit: ReportRateLimit,
): Promise<Actor> {
  const actor = await authenticate().catch(async (error) => {
    if (error instanceof UnauthenticatedError) {
      await rateLimitRequest(anonymousActor(services, ipAddress), reportRateLimit);
    }
    throw error;
  });
  await rateLimitRequest(actor, reportRateLimit);
  // Requests that arrive together start in turn, because parsing, validating and pricing a large
  // operation takes a while.
  await services.queues.compute(toQueueKey(actor), () => {});
  return actor;
}
