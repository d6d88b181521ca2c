import { countDays, type DateRange, type Interval } from "./range.ts";

export const intervals: Record<Interval, string> = {
  HOUR: "by hour",
  DAY: "by day",
  WEEK: "by week",
  MONTH: "by month",
};

/** Ranges in days for which an interval has several points, but not too many to see. */
const suitableDays: Record<Interval, { min: number; max: number }> = {
  HOUR: { min: 0, max: 14 },
  DAY: { min: 2, max: 400 },
  WEEK: { min: 14, max: 1_830 },
  MONTH: { min: 59, max: Number.POSITIVE_INFINITY },
};

const lengthInDays = ({ from, to }: DateRange, now: number) => countDays(from, to ?? new Date(now));

/** Returns the intervals that suit a range, the shortest first. */
export function suitableIntervals(range: DateRange, now: number): Interval[] {
  const days = lengthInDays(range, now);
  return (Object.keys(suitableDays) as Interval[]).filter((interval) => {
    const { min, max } = suitableDays[interval];
    return days >= min && days <= max;
  });
}

/** Returns the interval in the URL if it suits the range, otherwise the best one. */
export function parseInterval(
  parameters: URLSearchParams,
  range: DateRange,
  now: number,
): Interval {
  const suitable = suitableIntervals(range, now);
  const requested = parameters.get("interval")?.toUpperCase();
  return suitable.find((interval) => interval === requested) ?? defaultInterval(range, now);
}

function defaultInterval(range: DateRange, now: number): Interval {
  const days = lengthInDays(range, now);
  if (days < 2) return "HOUR";
  if (days <= 92) return "DAY";
  return days <= 180 ? "WEEK" : "MONTH";
}
