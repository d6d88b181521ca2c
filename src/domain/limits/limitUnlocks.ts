import type { Service } from "../service.ts";
import { network } from "./network.ts";
import { spend } from "./spend.ts";

/** Counts a password tried on a link, right or wrong. Throws TooManyTriesError. */
export async function limitUnlocks(
  { limits, activity }: Service,
  linkId: number,
  address: string,
): Promise<void> {
  if (limits)
    await spend(activity, [limits.unlockPerLinkAndAddress, `${linkId} ${network(address)}`]);
}
