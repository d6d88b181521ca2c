import { createHash } from "node:crypto";
import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "../auth/actor.ts";
import type { OperationalCounters } from "../operationalCounters.ts";
import { applyAccountBackoff, type LoginKeys } from "./accountBackoff.ts";
import { type Charge, consumeAll, refundAll } from "./consumeAll.ts";
import type { RateLimiters } from "./rateLimiters.ts";

interface LoginAttempt<Result> {
  emailKey: string;
  /** Returns whether the account's owner has recently logged in from the IP address of this attempt. */
  isFromKnownAddress: () => Promise<boolean>;
  /** Returns null if the password is wrong. */
  check: () => Promise<Result | null>;
}

/**
 * Runs a check of the password of the account with this email key. Only wrong passwords count in
 * the end, but each attempt is counted before its check. So even of many concurrent attempts, no
 * more are checked than the limits allow. Throws RateLimitedError, for unknown accounts as for
 * known ones.
 */
export async function rateLimitLogin<Result>(
  { services, ipAddress }: Actor,
  attempt: LoginAttempt<Result>,
): Promise<Result | null> {
  const { rateLimiters } = services;
  if (!rateLimiters) return attempt.check();
  const addressKey = toAddressKey(ipAddress);
  const account = createHash("sha256").update(attempt.emailKey).digest("base64url");
  const keys = { ipAddress, addressKey, account, accountAndAddress: `${account} ${addressKey}` };
  const queued = () =>
    rateLimiters.loginQueueByAddress(addressKey, () =>
      checkWithLimits(rateLimiters, services.counters, keys, attempt),
    );
  // A running check may refund its charges if the password is right, so further attempts wait for
  // it.
  return rateLimiters.loginQueueByAccountAndAddress(keys.accountAndAddress, queued);
}

async function checkWithLimits<Result>(
  limiters: RateLimiters,
  counters: OperationalCounters,
  keys: LoginKeys,
  { isFromKnownAddress, check }: LoginAttempt<Result>,
): Promise<Result | null> {
  const { addressKey, accountAndAddress } = keys;
  const charges: Charge[] = [
    // First, so that a rejected address creates no keys for invented accounts.
    [limiters.loginPerAddress, addressKey],
    [limiters.loginPerAccountAndAddress, accountAndAddress],
  ];
  await consumeAll(counters, ...charges);
  try {
    if (!(await isFromKnownAddress()))
      charges.push(...(await applyAccountBackoff(limiters, counters, keys)));
    const result = await check();
    if (result === null) return null;
    await refundAll(...charges);
    await limiters.loginPerAccountAndAddress.reset(accountAndAddress);
    return result;
  } catch (error) {
    await refundAll(...charges);
    throw error;
  }
}
