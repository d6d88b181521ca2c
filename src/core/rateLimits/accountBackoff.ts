import { toProviderNetworkKey } from "../addressKey.ts";
import type { OperationalCounters } from "../operationalCounters.ts";
import { type Charge, refundAll, toRateLimitedError } from "./consumeAll.ts";
import type { RateLimiters } from "./rateLimiters.ts";

const maxBackoffSeconds = 30;

/** The keys that a login attempt counts against. */
export interface LoginKeys {
  /** As received with the request. */
  ipAddress: string;
  addressKey: string;
  account: string;
  accountAndAddress: string;
}

/**
 * Allows or rejects a login attempt from an IP address that is unknown to the account. Returns the
 * charges of the attempt. Beyond the account's limit, one attempt passes from all addresses
 * together. Then none passes for a second, one passes, none for two seconds, and so on up to 30
 * seconds. The most frequent sender would take all of these attempts and lock out the owner. So
 * each address also has a few reserved attempts that no other address can use up. Throws
 * RateLimitedError.
 */
export async function applyAccountBackoff(
  limiters: RateLimiters,
  counters: OperationalCounters,
  keys: LoginKeys,
): Promise<Charge[]> {
  const { loginPerAccount, accountBackoff } = limiters;
  const shared: Charge = [loginPerAccount, keys.account];
  const { used } = await loginPerAccount.consume(keys.account);
  const excess = used - loginPerAccount.rateLimit.limit;
  if (excess <= 0) return [shared];
  const backoffSeconds = Math.min(2 ** (excess - 1), maxBackoffSeconds);
  const backoff = await accountBackoff.consume(keys.account, { windowSeconds: backoffSeconds });
  if (backoff.used === 1) return [shared];
  // An attempt that the back-off rejects must not extend the back-off.
  await refundAll(shared);
  const reserved = await consumeReserved(limiters, keys);
  if (reserved) return reserved;
  throw toRateLimitedError(counters, loginPerAccount, backoff.resetSeconds);
}

/**
 * Counts an attempt against the reserved attempts of its address, of its provider's network, and of
 * the account. The wider limits bind an attacker with any number of addresses. Returns undefined,
 * with nothing counted, if one of these limits is exceeded.
 */
async function consumeReserved(
  { reservedPerAddress, reservedPerNetwork, reservedPerAccount }: RateLimiters,
  { ipAddress, account, accountAndAddress }: LoginKeys,
): Promise<Charge[] | undefined> {
  const charges: Charge[] = [
    [reservedPerAddress, accountAndAddress],
    [reservedPerNetwork, `${account} ${toProviderNetworkKey(ipAddress)}`],
    [reservedPerAccount, account],
  ];
  for (const [index, [limiter, key]] of charges.entries()) {
    const { used } = await limiter.consume(key);
    if (used <= limiter.rateLimit.limit) continue;
    await refundAll(...charges.slice(0, index + 1));
    return undefined;
  }
  return charges;
}
