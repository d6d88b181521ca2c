import type { Actor } from "../actors/actor.ts";
import { OverloadedError, QueueFullError } from "../errors.ts";
import { toAddressKey } from "./addressKey.ts";
import { type Charge, consumeAll, refundAll } from "./consumeAll.ts";
import { passwordCharge } from "./rateLimitPasswordHashing.ts";

/**
 * Makes the account that the actor wants, counted with its password before: to their address, and to
 * the budget of all, which is given back where none was made. So who asks for what cannot be made uses
 * up nobody else's. Throws RateLimitedError, and what `create` throws.
 */
export async function rateLimitRegistration<Result>(
  actor: Actor,
  create: () => Promise<Result>,
): Promise<Result> {
  const { rateLimiters, counters } = actor.service;
  if (!rateLimiters) return create();
  const callerCharges: Charge[] = [
    [rateLimiters.registrationPerAddress, toAddressKey(actor.ipAddress)],
    passwordCharge(rateLimiters, actor),
  ];
  // Last, so that an address that is refused anyway takes nothing of it.
  const globalCharge: Charge = [rateLimiters.registration, "all"];
  await consumeAll(counters, ...callerCharges, globalCharge);
  try {
    return await create();
  } catch (error) {
    await refundAll(globalCharge, ...(isQueueRejection(error) ? callerCharges : []));
    throw error;
  }
}

/** Whether nothing was done, because too much waits. */
function isQueueRejection(error: unknown): boolean {
  return error instanceof OverloadedError || error instanceof QueueFullError;
}
