import { z } from "zod";
import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import type { LinkClickCount } from "./linkClickCount.ts";

/** Clicks are handed to Redis when they come; clocks of machines may differ, and Redis may have been away. */
const maxAgeMilliseconds = 2 * dayMilliseconds;
const maxCount = 1_000_000_000;
/** Visits or counts of a batch: few enough that other writers do not wait long. */
export const maxBatchRows = 5_000;

const countSchema = z.int().min(0).max(maxCount);

/** What batches of all versions have in common. Times are checked by `hasPlausibleTimes`. */
export const batchIdSchema = z.string().regex(/^[\w-]{1,64}$/);
export const batchHourSchema = z.int().min(0).multipleOf(hourMilliseconds);
export const linkIdSchema = z.int().positive();
export const timeSchema = z.int().min(0);
export const encodedCountsSchema = z
  .array(
    z.object({
      linkId: linkIdSchema,
      clicks: countSchema,
      bots: countSchema,
      uncounted: countSchema,
      lastClickedAt: z.int().min(0),
    }),
  )
  .max(maxBatchRows);

/** True where all times of a batch are within two days of when it was added (all in milliseconds). */
export function hasPlausibleTimes(
  addedAt: number,
  { hour, times = [], counts }: { hour: number; times?: number[]; counts: LinkClickCount[] },
): boolean {
  const earliest = addedAt - maxAgeMilliseconds;
  const latest = Math.min(addedAt, Date.now()) + maxAgeMilliseconds;
  const isPlausible = (at: number) => at >= earliest && at <= latest;
  return (
    isPlausible(hour) &&
    times.every(isPlausible) &&
    // 0 where none was a person's.
    counts.every(({ lastClickedAt }) => lastClickedAt === 0 || isPlausible(lastClickedAt))
  );
}
