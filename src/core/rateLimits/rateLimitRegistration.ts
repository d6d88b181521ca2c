import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "../auth/actor.ts";
import { OverloadedError, QueueFullError } from "../errors.ts";
import { type Charge, consumeAll, refundAll } from "./consumeAll.ts";
import { passwordCharge } from "./rateLimitPasswordHashing.ts";

/**
 * Counts a registration and its password against the actor's limits and the global limit, then runs
 * `create`. Refunds the global charge if no account was created. So invalid registrations do not
 * use up the limit for other users. Throws RateLimitedError, and what `create` throws.
 */
export async function rateLimitRegistration<Result>(
  actor: Actor,
  create: () => Promise<Result>,
): Promise<Result> {
  const { rateLimiters, counters } = actor.services;
  if (!rateLimiters) return create();
  const callerCharges: Charge[] = [
    [rateLimiters.registrationPerAddress, toAddressKey(actor.ipAddress)],
    passwordCharge(rateLimiters, actor),
  ];
  // Last, so that a rejected address does not use up the global limit.
  const globalCharge: Charge = [rateLimiters.registration, "all"];
  await consumeAll(counters, ...callerCharges, globalCharge);
  try {
    return await create();
  } catch (error) {
    await refundAll(globalCharge, ...(isQueueRejection(error) ? callerCharges : []));
    throw error;
  }
}

/** Returns whether nothing was done because too many tasks wait. */
function isQueueRejection(error: unknown): boolean {
  return error instanceof OverloadedError || error instanceof QueueFullError;
}
