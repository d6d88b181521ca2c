import type { Reader } from "../../db/reader.ts";
import type { AccountQueues } from "../queues/accountQueues.ts";

/** Counts up to this number are exact. */
export const maxExactCount = 10_000;

/** The number of items of a list, bounded so that it stays cheap. */
export interface TotalCount {
  count: number;
  /** `AT_LEAST` if the list has more than 10,000 items. */
  precision: "EXACT" | "AT_LEAST";
}

/**
 * Returns a function that counts a list of the account when it is its turn. `count` returns how many
 * items the list has, up to a limit.
 */
export function createTotalCount(
  queues: AccountQueues,
  accountId: number,
  count: (reader: Reader, limit: number) => Promise<number>,
): () => Promise<TotalCount> {
  return async () => {
    const found = await queues.read(accountId, (reader) => count(reader, maxExactCount + 1));
    return found > maxExactCount
      ? { count: maxExactCount, precision: "AT_LEAST" }
      : { count: found, precision: "EXACT" };
  };
}
