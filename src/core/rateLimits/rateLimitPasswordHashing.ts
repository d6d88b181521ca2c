import type { Actor } from "../actors/actor.ts";
import { toAddressKey } from "./addressKey.ts";
import { type Charge, consumeAll } from "./consumeAll.ts";
import type { RateLimiters } from "./rateLimiters.ts";

/** Counts a password that is about to be hashed or compared. Throws RateLimitedError. */
export async function rateLimitPasswordHashing(actor: Actor): Promise<void> {
  const { rateLimiters, counters } = actor.service;
  if (rateLimiters) await consumeAll(counters, passwordCharge(rateLimiters, actor));
}

/** What a password costs the actor: its user, or where nobody is signed in the address. */
export function passwordCharge({ passwordPerCaller }: RateLimiters, actor: Actor): Charge {
  const key = actor.kind === "anonymous" ? toAddressKey(actor.ipAddress) : `user ${actor.userId}`;
  return [passwordPerCaller, key];
}
