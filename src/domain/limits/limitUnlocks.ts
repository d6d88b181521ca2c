import type { Service } from "../service.ts";
import { network } from "./network.ts";
import { giveBack, spend, type Taking } from "./spend.ts";

/**
 * Runs a check of a link's password. Each is counted before it is checked, so that of many sent at
 * once no more are checked than the budgets hold; a right one is given back, since many people may
 * share an address. Throws TooManyTriesError.
 */
export async function limitUnlocks(
  { limits, activity }: Service,
  linkId: number,
  address: string,
  check: () => Promise<boolean>,
): Promise<boolean> {
  if (!limits) return check();
  const from = network(address);
  const takings: Taking[] = [
    [limits.unlockPerAddress, from],
    [limits.unlockPerLinkAndAddress, `${linkId} ${from}`],
  ];
  await spend(activity, ...takings);
  try {
    const opens = await check();
    if (opens) await giveBack(...takings);
    return opens;
  } catch (error) {
    await giveBack(...takings);
    throw error;
  }
}
