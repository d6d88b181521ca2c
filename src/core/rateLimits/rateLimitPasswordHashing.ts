import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "../auth/actor.ts";
import { type Charge, consumeAll } from "./consumeAll.ts";
import type { RateLimiters } from "./rateLimiters.ts";

/** Counts a password before it is hashed or compared. Throws RateLimitedError. */
export async function rateLimitPasswordHashing(actor: Actor): Promise<void> {
  const { rateLimiters, counters } = actor.services;
  if (rateLimiters) await consumeAll(counters, passwordCharge(rateLimiters, actor));
}

/** Returns the charge for one password: against the actor's user, or the IP address if anonymous. */
export function passwordCharge({ passwordPerCaller }: RateLimiters, actor: Actor): Charge {
  const key = actor.kind === "anonymous" ? toAddressKey(actor.ipAddress) : `user ${actor.userId}`;
  return [passwordPerCaller, key];
}
