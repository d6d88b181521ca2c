import { z } from "zod";
import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import type { LinkClickCount } from "./linkClickCount.ts";

/**
 * Maximum difference between times in a batch and its arrival in Redis. Clicks are sent to Redis on
 * arrival, but clocks of machines can differ and Redis can be unavailable.
 */
const maxAgeMilliseconds = 2 * dayMilliseconds;
const maxCount = 1_000_000_000;
/** Maximum number of visits or counts in a batch, low enough that other writers do not wait long. */
export const maxBatchRows = 5_000;

const countSchema = z.int().min(0).max(maxCount);

/** Schemas that all batch versions share. `hasPlausibleTimes` checks the times. */
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

/** Returns true if all times of a batch are within two days of `addedAt` (all in milliseconds). */
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
    // 0 if the count has no clicks by people.
    counts.every(({ lastClickedAt }) => lastClickedAt === 0 || isPlausible(lastClickedAt))
  );
}
