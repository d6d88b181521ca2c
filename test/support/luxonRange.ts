import { DateTime } from "luxon";
import type { StatsRange, StatsRangeInput } from "../../src/core/stats/statsRange.ts";

const units = {
  HOUR: { unit: "hour", step: { hours: 1 } },
  DAY: { unit: "day", step: { days: 1 } },
  WEEK: { unit: "week", step: { weeks: 1 } },
  MONTH: { unit: "month", step: { months: 1 } },
} as const;

/** Returns the buckets of a range as computed by a date library: slow but reliable. */
export function luxonRange({
  from,
  to,
  interval,
  timeZone,
}: StatsRangeInput): Omit<StatsRange, "offsetAt"> {
  const { unit, step } = units[interval];
  const last = DateTime.fromJSDate(to ?? new Date(), { zone: timeZone });
  const first = from ? DateTime.fromJSDate(from, { zone: timeZone }) : last.minus({ days: 30 });
  const starts: number[] = [];
  let start: DateTime<boolean> = first.startOf(unit);
  const before = start.minus({ hours: 1 });
  // `hasSame` is wrong for the hour before a day that starts twice.
  if (interval !== "HOUR" && before.toISODate() === start.toISODate()) start = before;
  while (start < last) {
    starts.push(start.toMillis());
    const next: DateTime<boolean> = start.plus(step);
    start = interval === "HOUR" || next.hour === 0 ? next : next.startOf(unit);
  }
  return { starts, end: start.toMillis() };
}
