import { z } from "zod";
import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import type { Count } from "./count.ts";

/** Clicks are handed to Redis when they come; clocks of machines may differ, and Redis may have been away. */
const longestAgeMilliseconds = 2 * dayMilliseconds;
const maximumCount = 1_000_000_000;
/** Visits or counts of a batch: few enough that other writers do not wait long. */
export const batchRowsAtMost = 5_000;

const count = z.int().min(0).max(maximumCount);

/** What batches of all versions have in common. Times are checked by `isNear`. */
export const batchId = z.string().regex(/^[\w-]{1,64}$/);
export const batchHour = z.int().min(0).multipleOf(hourMilliseconds);
export const linkId = z.int().positive();
export const time = z.int().min(0);
export const packedCounts = z
  .array(
    z.object({
      linkId,
      clicks: count,
      bots: count,
      uncounted: count,
      lastClickedAt: z.int().min(0),
    }),
  )
  .max(batchRowsAtMost);

/** True where all times of a batch are within two days of when it was added (all in milliseconds). */
export function isNear(
  addedAt: number,
  { hour, times = [], counts }: { hour: number; times?: number[]; counts: Count[] },
): boolean {
  const earliest = addedAt - longestAgeMilliseconds;
  const latest = Math.min(addedAt, Date.now()) + longestAgeMilliseconds;
  const near = (at: number) => at >= earliest && at <= latest;
  return (
    near(hour) &&
    times.every(near) &&
    // 0 where none was a person's.
    counts.every(({ lastClickedAt }) => lastClickedAt === 0 || near(lastClickedAt))
  );
}
