import type { Actor } from "../actors/actor.ts";
import type { Limits } from "./limits.ts";
import { network } from "./network.ts";
import { spend, type Taking } from "./spend.ts";

/** Counts a password that is about to be hashed or compared. Throws TooManyTriesError. */
export async function limitPasswords(actor: Actor): Promise<void> {
  const { limits, activity } = actor.service;
  if (limits) await spend(activity, passwordTaking(limits, actor));
}

/** What a password costs the actor: its user, or where nobody is signed in the address. */
export function passwordTaking({ passwordPerCaller }: Limits, actor: Actor): Taking {
  const key = actor.kind === "anonymous" ? network(actor.address) : `user ${actor.userId}`;
  return [passwordPerCaller, key];
}
