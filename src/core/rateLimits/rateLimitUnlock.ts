import type { Service } from "../service.ts";
import { toAddressKey } from "./addressKey.ts";
import { type Charge, consumeAll, refundAll } from "./consumeAll.ts";

/**
 * Runs a check of a link's password. Each is counted before it is checked, so that of many sent at
 * once no more are checked than the budgets hold; a right one is given back, since many people may
 * share an address. Throws RateLimitedError.
 */
export async function rateLimitUnlock(
  { rateLimiters, counters }: Service,
  linkId: number,
  ipAddress: string,
  check: () => Promise<boolean>,
): Promise<boolean> {
  if (!rateLimiters) return check();
  const addressKey = toAddressKey(ipAddress);
  const charges: Charge[] = [
    [rateLimiters.unlockPerAddress, addressKey],
    [rateLimiters.unlockPerLinkAndAddress, `${linkId} ${addressKey}`],
  ];
  await consumeAll(counters, ...charges);
  try {
    const matches = await check();
    if (matches) await refundAll(...charges);
    return matches;
  } catch (error) {
    await refundAll(...charges);
    throw error;
  }
}
