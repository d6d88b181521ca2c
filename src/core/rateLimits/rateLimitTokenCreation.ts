import type { Services } from "../services.ts";
import { consumeAll } from "./consumeAll.ts";

/** Counts an API token before it is created for the account. Throws RateLimitedError. */
export async function rateLimitTokenCreation(
  { rateLimiters, counters }: Services,
  ownerId: number,
): Promise<void> {
  if (rateLimiters) await consumeAll(counters, [rateLimiters.tokenPerAccount, String(ownerId)]);
}
