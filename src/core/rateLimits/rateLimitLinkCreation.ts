import type { SignedInActor } from "../auth/actor.ts";
import { consumeAll } from "./consumeAll.ts";

/** Counts a new link against the limits of the actor's account. Throws RateLimitedError. */
export async function rateLimitLinkCreation({
  services: { rateLimiters, counters },
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
