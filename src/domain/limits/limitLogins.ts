import { createHash } from "node:crypto";
import type { Activity } from "../activity.ts";
import type { Actor } from "../actors/actor.ts";
import type { Limits } from "./limits.ts";
import { network } from "./network.ts";
import { type LoginKeys, passAccount } from "./passAccount.ts";
import { giveBack, spend, type Taking } from "./spend.ts";

interface LoginTry<Result> {
  emailKey: string;
  /** Whether the account's owner has logged in of late from where this comes from. */
  isFromKnownAddress: () => Promise<boolean>;
  /** Answers null where the password is wrong. */
  check: () => Promise<Result | null>;
}

/**
 * Runs a check of the password of the account with this email key. Only wrong ones count in the end,
 * but each is counted before it is checked, so that of many sent at once no more are checked than the
 * budgets hold. Throws TooManyTriesError, for unknown accounts as for known ones.
 */
export async function limitLogins<Result>(
  { service, address }: Actor,
  attempt: LoginTry<Result>,
): Promise<Result | null> {
  const { limits } = service;
  if (!limits) return attempt.check();
  const from = network(address);
  const account = createHash("sha256").update(attempt.emailKey).digest("base64url");
  const keys = { address, from, account, accountAndAddress: `${account} ${from}` };
  const inTurn = () =>
    limits.turnsPerAddress(from, () => limited(limits, service.activity, keys, attempt));
  // What is being checked may turn out right and count no more, so that others wait for it.
  return limits.turnsPerAccountAndAddress(keys.accountAndAddress, inTurn);
}

async function limited<Result>(
  limits: Limits,
  activity: Activity,
  keys: LoginKeys,
  { isFromKnownAddress, check }: LoginTry<Result>,
): Promise<Result | null> {
  const { from, accountAndAddress } = keys;
  const counted: Taking[] = [
    // First, so that an address that is refused anyway leaves no keys for accounts it made up.
    [limits.loginPerAddress, from],
    [limits.loginPerAccountAndAddress, accountAndAddress],
  ];
  await spend(activity, ...counted);
  try {
    if (!(await isFromKnownAddress())) counted.push(...(await passAccount(limits, activity, keys)));
    const result = await check();
    if (result === null) return null;
    await giveBack(...counted);
    await limits.loginPerAccountAndAddress.forget(accountAndAddress);
    return result;
  } catch (error) {
    await giveBack(...counted);
    throw error;
  }
}
