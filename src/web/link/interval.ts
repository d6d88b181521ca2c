import { countDays, type Interval, type Range } from "./range.ts";

export const intervals: Record<Interval, string> = {
  HOUR: "by hour",
  DAY: "by day",
  WEEK: "by week",
  MONTH: "by month",
};

/** Between how many days an interval tells more than nothing, and no more than can be seen. */
const sensibleDays: Record<Interval, { least: number; most: number }> = {
  HOUR: { least: 0, most: 14 },
  DAY: { least: 2, most: 400 },
  WEEK: { least: 14, most: 1_830 },
  MONTH: { least: 59, most: Number.POSITIVE_INFINITY },
};

const lengthOf = ({ from, to }: Range, now: number) => countDays(from, to ?? new Date(now));

/** The intervals that suit a range, the shortest first. */
export function sensibleIntervals(range: Range, now: number): Interval[] {
  const days = lengthOf(range, now);
  return (Object.keys(sensibleDays) as Interval[]).filter((interval) => {
    const { least, most } = sensibleDays[interval];
    return days >= least && days <= most;
  });
}

/** What the address asks for where it suits the range, else what suits it best. */
export function readInterval(parameters: URLSearchParams, range: Range, now: number): Interval {
  const sensible = sensibleIntervals(range, now);
  const asked = parameters.get("interval")?.toUpperCase();
  return sensible.find((interval) => interval === asked) ?? defaultInterval(range, now);
}

function defaultInterval(range: Range, now: number): Interval {
  const days = lengthOf(range, now);
  if (days < 2) return "HOUR";
  if (days <= 92) return "DAY";
  return days <= 180 ? "WEEK" : "MONTH";
}
