import { dayMilliseconds } from "../../time.ts";
import type { Dimension } from "../clicks/clickAggregate.ts";
import { startOfUtcDay } from "../clicks/utcTime.ts";
import { InvalidTimeRangeError } from "../errors.ts";
import type { ClickStats } from "./readStats.ts";

/** A value and the number of clicks that had it. */
export interface BreakdownItem {
  /** Null if unknown. */
  value: string | null;
  clicks: number;
  /** Share of all clicks, from 0 to 1. */
  share: number;
}

export interface Breakdown {
  values: BreakdownItem[];
  /** Clicks with any other value. */
  other: { clicks: number; share: number };
}

const maxValues = 100;

/**
 * Returns the most frequent values of clicks by people, including the unknown. With the others, their
 * shares add up to 1, or to 0 if there are no clicks. Values are counted by whole UTC days that the
 * range touches. Throws InvalidTimeRangeError unless `first` is from 1 to 100.
 */
export async function readBreakdown(
  { services, accountId, subject, range }: ClickStats,
  dimension: Dimension,
  first: number,
): Promise<Breakdown> {
  if (first < 1 || first > maxValues) {
    throw new InvalidTimeRangeError(
      `first must be a whole number from 1 to ${maxValues}.`,
      "first",
    );
  }
  const {
    values: mostFrequent,
    knownClicks,
    totalClicks,
  } = await services.queues.read(accountId, ({ sumDays }) =>
    sumDays(subject, {
      dimension,
      from: startOfUtcDay(range.starts[0] as number),
      to: startOfUtcDay(range.end - 1) + dayMilliseconds,
      limit: first,
    }),
  );
  const share = (clicks: number) => (totalClicks === 0 ? 0 : clicks / totalClicks);
  const unknown = { value: null, clicks: totalClicks - knownClicks };
  const values = [...mostFrequent, ...(unknown.clicks > 0 ? [unknown] : [])]
    .sort((a, b) => b.clicks - a.clicks)
    .slice(0, first)
    .map(({ value, clicks }) => ({ value, clicks, share: share(clicks) }));
  const otherClicks = values.reduce((remaining, { clicks }) => remaining - clicks, totalClicks);
  return { values, other: { clicks: otherClicks, share: share(otherClicks) } };
}
