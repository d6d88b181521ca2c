import type { OperationalCounters } from "../operationalCounters.ts";
import { toProviderNetworkKey } from "./addressKey.ts";
import { type Charge, refundAll, toRateLimitedError } from "./consumeAll.ts";
import type { RateLimiters } from "./rateLimiters.ts";

const maxBackoffSeconds = 30;

/** What a try to log in is counted by. */
export interface LoginKeys {
  /** As the request came with it. */
  ipAddress: string;
  addressKey: string;
  account: string;
  accountAndAddress: string;
}

/**
 * Lets a try pass that is from an address unknown to the account, and answers what it was counted to.
 * Beyond the account's budget, one of all addresses passes, then none for a second, one passes, none
 * for two, and so on up to half a minute. Whoever asks most often would take all of these, and keep
 * the owner out; so each address has a few tries of its own besides, which no other can use up.
 * Throws RateLimitedError.
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
  const backoff = await accountBackoff.consume(keys.account, backoffSeconds);
  if (backoff.used === 1) return [shared];
  // What is not let in by it must not make its pauses longer.
  await refundAll(shared);
  const reserved = await consumeReserved(limiters, keys);
  if (reserved) return reserved;
  throw toRateLimitedError(counters, loginPerAccount, backoff.resetSeconds);
}

/**
 * Counts a try to those reserved for its address, and to what the addresses of one provider, and all,
 * have together of these: who has any number of addresses must not have any number of tries.
 * Undefined, with nothing counted, where one of these is spent.
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
