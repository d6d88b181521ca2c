import type { Service } from "../service.ts";
import { consumeAll } from "./consumeAll.ts";

/** Counts an API token before it is created for the account. Throws RateLimitedError. */
export async function rateLimitTokenCreation(
  { rateLimiters, counters }: Service,
  ownerId: number,
): Promise<void> {
  if (rateLimiters) await consumeAll(counters, [rateLimiters.tokenPerAccount, String(ownerId)]);
}
