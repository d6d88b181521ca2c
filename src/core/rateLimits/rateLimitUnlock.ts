import { toAddressKey } from "../addressKey.ts";
import type { Services } from "../services.ts";
import { type Charge, consumeAll, refundAll } from "./consumeAll.ts";

/**
 * Runs a check of a link's password. Each attempt is counted before its check, so no more
 * concurrent attempts are checked than the limits allow. A right password is refunded, since many
 * people may share an IP address. Throws RateLimitedError.
 */
export async function rateLimitUnlock(
  { rateLimiters, counters }: Services,
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
