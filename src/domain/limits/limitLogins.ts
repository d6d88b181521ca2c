import { createHash } from "node:crypto";
import type { Activity } from "../activity.ts";
import type { Actor } from "../actors/actor.ts";
import type { Limits } from "./limits.ts";
import { network } from "./network.ts";
import { giveBack, refusal, spend, type Taking } from "./spend.ts";

const longestPauseSeconds = 30;

/**
 * Runs a check of the password of the account with this email key, which answers null where the
 * password is wrong. Only wrong ones count in the end, but each is counted before it is checked, so
 * that of many sent at once no more are checked than the budgets hold. Throws TooManyTriesError,
 * for unknown accounts as for known ones.
 */
export async function limitLogins<Result>(
  { service, address }: Actor,
  emailKey: string,
  check: () => Promise<Result | null>,
): Promise<Result | null> {
  const { limits } = service;
  if (!limits) return check();
  const from = network(address);
  const account = createHash("sha256").update(emailKey).digest("base64url");
  const accountAndAddress = `${account} ${from}`;
  const inTurn = () =>
    limits.turnsPerAddress(from, () =>
      limited(limits, service.activity, { from, account, accountAndAddress }, check),
    );
  // What is being checked may turn out right and count no more, so that others wait for it.
  return limits.turnsPerAccountAndAddress(accountAndAddress, inTurn);
}

interface Keys {
  from: string;
  account: string;
  accountAndAddress: string;
}

async function limited<Result>(
  limits: Limits,
  activity: Activity,
  { from, account, accountAndAddress }: Keys,
  check: () => Promise<Result | null>,
): Promise<Result | null> {
  const counted: Taking[] = [
    // First, so that an address that is refused anyway leaves no keys for accounts it made up.
    [limits.loginPerAddress, from],
    [limits.loginPerAccountAndAddress, accountAndAddress],
  ];
  await spend(activity, ...counted);
  try {
    if (!(await limits.knownAddress.has(accountAndAddress))) {
      await pass(limits, activity, account);
      counted.push([limits.loginPerAccount, account]);
    }
    const result = await check();
    if (result === null) return null;
    await giveBack(...counted);
    await limits.loginPerAccountAndAddress.forget(accountAndAddress);
    await limits.knownAddress.forget(accountAndAddress);
    await limits.knownAddress.count(accountAndAddress);
    return result;
  } catch (error) {
    await giveBack(...counted);
    throw error;
  }
}

/**
 * Counts a try to the account as a whole. Beyond the budget one try passes, then all wait for a
 * second, one passes, all wait for two, and so on up to half a minute.
 */
async function pass(limits: Limits, activity: Activity, account: string): Promise<void> {
  const { loginPerAccount, pausedAccount } = limits;
  const { taken } = await loginPerAccount.count(account);
  const beyond = taken - loginPerAccount.budget.tries;
  if (beyond <= 0) return;
  const pauseSeconds = Math.min(2 ** (beyond - 1), longestPauseSeconds);
  const pause = await pausedAccount.count(account, pauseSeconds);
  if (pause.taken === 1) return;
  await loginPerAccount.giveBack(account);
  throw refusal(activity, loginPerAccount, pause.resetSeconds);
}
