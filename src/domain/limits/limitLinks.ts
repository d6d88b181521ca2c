import type { SignedInActor } from "../actors/actor.ts";
import { spend } from "./spend.ts";

/** Counts the link that the actor wants to its account's budgets. Throws TooManyTriesError. */
export async function limitLinks({
  service: { limits, activity },
  userId,
}: SignedInActor): Promise<void> {
  const key = String(userId);
  if (limits)
    await spend(activity, [limits.linkBurstPerAccount, key], [limits.linkPerAccount, key]);
}
