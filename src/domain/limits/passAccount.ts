import type { Activity } from "../activity.ts";
import type { Limits } from "./limits.ts";
import { wideNetwork } from "./network.ts";
import { giveBack, refusal, type Taking } from "./spend.ts";

const longestPauseSeconds = 30;

/** What a try to log in is counted by. */
export interface LoginKeys {
  /** As the request came with it. */
  address: string;
  from: string;
  account: string;
  accountAndAddress: string;
}

/**
 * Lets a try pass that is from an address unknown to the account, and answers what it was counted to.
 * Beyond the account's budget, one of all addresses passes, then none for a second, one passes, none
 * for two, and so on up to half a minute. Whoever asks most often would take all of these, and keep
 * the owner out; so each address has a few tries of its own besides, which no other can use up.
 * Throws TooManyTriesError.
 */
export async function passAccount(
  limits: Limits,
  activity: Activity,
  keys: LoginKeys,
): Promise<Taking[]> {
  const { loginPerAccount, pausedAccount } = limits;
  const shared: Taking = [loginPerAccount, keys.account];
  const { taken } = await loginPerAccount.count(keys.account);
  const beyond = taken - loginPerAccount.budget.tries;
  if (beyond <= 0) return [shared];
  const pauseSeconds = Math.min(2 ** (beyond - 1), longestPauseSeconds);
  const pause = await pausedAccount.count(keys.account, pauseSeconds);
  if (pause.taken === 1) return [shared];
  // What is not let in by it must not make its pauses longer.
  await giveBack(shared);
  const reserved = await takeReserved(limits, keys);
  if (reserved) return reserved;
  throw refusal(activity, loginPerAccount, pause.resetSeconds);
}

/**
 * Counts a try to those reserved for its address, and to what the addresses of one provider, and all,
 * have together of these: who has any number of addresses must not have any number of tries.
 * Undefined, with nothing counted, where one of these is spent.
 */
async function takeReserved(
  { reservedOfAddress, reservedOfNetwork, reservedOfAccount }: Limits,
  { address, account, accountAndAddress }: LoginKeys,
): Promise<Taking[] | undefined> {
  const takings: Taking[] = [
    [reservedOfAddress, accountAndAddress],
    [reservedOfNetwork, `${account} ${wideNetwork(address)}`],
    [reservedOfAccount, account],
  ];
  for (const [index, [counter, key]] of takings.entries()) {
    const { taken } = await counter.count(key);
    if (taken <= counter.budget.tries) continue;
    await giveBack(...takings.slice(0, index + 1));
    return undefined;
  }
  return takings;
}
