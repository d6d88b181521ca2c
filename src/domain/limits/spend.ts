import { type Activity, countRefusal } from "../activity.ts";
import { TooManyTriesError } from "../errors.ts";
import type { Counter } from "./counter.ts";

/** A try, and the counter that it counts to. */
export type Taking = readonly [counter: Counter, key: string];

/**
 * Counts a try to each of the counters in turn. Throws TooManyTriesError, with nothing counted,
 * where one of the budgets is spent.
 */
export async function spend(activity: Activity, ...takings: Taking[]): Promise<void> {
  for (const [index, [counter, key]] of takings.entries()) {
    const { taken, resetSeconds } = await counter.count(key);
    if (taken <= counter.budget.tries) continue;
    await giveBack(...takings.slice(0, index + 1));
    throw refusal(activity, counter, resetSeconds);
  }
}

/** The refusal of whoever has spent this counter's budget, noted for the operator. */
export function refusal(
  activity: Activity,
  { name, budget }: Counter,
  retryAfterSeconds: number,
): TooManyTriesError {
  countRefusal(activity, name);
  return new TooManyTriesError({ name, ...budget, left: 0, resetSeconds: retryAfterSeconds });
}

/** Takes a counted try back from each of the counters. */
export async function giveBack(...takings: Taking[]): Promise<void> {
  for (const [counter, key] of takings) await counter.giveBack(key);
}
