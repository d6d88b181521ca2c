import type { SignedInActor } from "../actors/actor.ts";
import { consumeAll } from "./consumeAll.ts";

/** Counts the link that the actor wants to its account's budgets. Throws RateLimitedError. */
export async function rateLimitLinkCreation({
  service: { rateLimiters, counters },
  userId,
}: SignedInActor): Promise<void> {
  const key = String(userId);
  if (rateLimiters)
    await consumeAll(
      counters,
      [rateLimiters.linkBurstPerAccount, key],
      [rateLimiters.linkPerAccount, key],
    );
}
