import type { Service } from "../service.ts";
import { network } from "./network.ts";
import { giveBack, spend, type Taking } from "./spend.ts";

/**
 * Runs a check of a link's password. Each is counted before it is checked, so that of many sent at
 * once no more are checked than the budget holds; a right one is given back, since many people may share
 * an address. Throws TooManyTriesError.
 */
export async function limitUnlocks(
  { limits, activity }: Service,
  linkId: number,
  address: string,
  check: () => Promise<boolean>,
): Promise<boolean> {
  if (!limits) return check();
  const taking: Taking = [limits.unlockPerLinkAndAddress, `${linkId} ${network(address)}`];
  await spend(activity, taking);
  const opens = await check();
  if (opens) await giveBack(taking);
  return opens;
}
