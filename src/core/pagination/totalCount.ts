/** Counts up to this number are exact. */
export const maxExactCount = 10_000;

/** The number of items of a list, bounded so that it stays cheap. */
export interface TotalCount {
  count: number;
  /** `AT_LEAST` if the list has more than 10,000 items. */
  precision: "EXACT" | "AT_LEAST";
}

/** Returns the size of a list. `count` returns how many items it has, up to a limit. */
export async function countUpTo(count: (limit: number) => Promise<number>): Promise<TotalCount> {
  const found = await count(maxExactCount + 1);
  return found > maxExactCount
    ? { count: maxExactCount, precision: "AT_LEAST" }
    : { count: found, precision: "EXACT" };
}
