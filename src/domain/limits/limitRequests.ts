import type { Actor } from "../actors/actor.ts";
import type { Counter } from "./counter.ts";
import type { Limits } from "./limits.ts";
import { network } from "./network.ts";
import { refusal } from "./spend.ts";
import type { Standing } from "./standing.ts";

/** Each answer tells of one of the two budgets, and which is clear from who asks. */
const name = "default";

/**
 * Counts a request to the account whose token or session came with it, else to the address. Tells
 * what is left, then throws TooManyTriesError where the budget was spent already.
 */
export async function limitRequests(
  actor: Actor,
  tell: (standing: Standing) => void,
): Promise<void> {
  const { limits, activity } = actor.service;
  if (!limits) return;
  const [counter, key] = counterOf(limits, actor);
  const { taken, resetSeconds } = await counter.count(key);
  const { tries, seconds } = counter.budget;
  tell({ name, tries, seconds, left: Math.max(0, tries - taken), resetSeconds });
  if (taken > tries) throw refusal(activity, counter, resetSeconds);
}

function counterOf(limits: Limits, actor: Actor): [Counter, string] {
  return actor.kind === "anonymous"
    ? [limits.requestPerAddress, network(actor.address)]
    : [limits.requestPerAccount, String(actor.userId)];
}
