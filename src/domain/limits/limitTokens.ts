import type { Service } from "../service.ts";
import { spend } from "./spend.ts";

/** Counts an API token that is to be created for the account. Throws TooManyTriesError. */
export async function limitTokens({ limits, activity }: Service, ownerId: number): Promise<void> {
  if (limits) await spend(activity, [limits.tokenPerAccount, String(ownerId)]);
}
