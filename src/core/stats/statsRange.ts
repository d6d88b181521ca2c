import { dayMilliseconds } from "../../time.ts";
import { InvalidTimeRangeError } from "../errors.ts";
import { requireDateTime } from "../requireDateTime.ts";
import { createCalendar, type Interval } from "./calendar.ts";
import { offsetTimeline } from "./offsetTimeline.ts";
import { canonicalTimeZone, createOffsetLookup, type OffsetAt } from "./timeZone.ts";

/** Requested range of statistics. By default, `to` is now and `from` is 30 days before `to`. */
export interface StatsRangeInput {
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  interval: Interval;
  /** IANA name, such as Europe/Berlin, or an offset, such as +02:00. */
  timeZone: string;
}

/** Consecutive intervals, each up to the start of the next. Times are in milliseconds. */
export interface StatsRange {
  starts: number[];
  /** End of the last interval. */
  end: number;
  /** Returns how far local time is ahead of UTC at a time in the range. */
  offsetAt: OffsetAt;
}

const maxIntervals = 3_000;
const defaultDays = 30;

/**
 * Returns the whole intervals that the range touches, in the calendar of the time zone. Weeks start on
 * Monday. Throws InvalidTimeRangeError for an unknown time zone, for an invalid time, for a range that does not start
 * before it ends, and for more than 3,000 intervals.
 */
export function parseStatsRange({ from, to, interval, timeZone }: StatsRangeInput): StatsRange {
  requireDateTime("from", from);
  requireDateTime("to", to);
  const zone = canonicalTimeZone(timeZone);
  if (zone === undefined) {
    throw new InvalidTimeRangeError(
      "timeZone must be an IANA name, such as Europe/Berlin or UTC, or an offset, such as +02:00.",
      "timeZone",
    );
  }
  const offsetAt = offsetTimeline(createOffsetLookup(zone));
  const calendar = createCalendar(offsetAt);
  const last = to?.getTime() ?? Date.now();
  const first = from?.getTime() ?? calendar.minusDays(last, defaultDays);
  if (first >= last) throw new InvalidTimeRangeError("from must be before to.", "from");

  const starts: number[] = [];
  let start = calendar.intervalStart(first, interval);
  while (start < last) {
    if (starts.length === maxIntervals) {
      throw new InvalidTimeRangeError(
        `The range has more than ${maxIntervals} intervals. Use longer intervals or a shorter range.`,
        "interval",
      );
    }
    starts.push(start);
    start = calendar.nextIntervalStart(start, interval);
  }
  return { starts, end: start, offsetAt };
}

/** Returns the approximate number of days in a range, to estimate its cost. */
export function estimateDays({ from, to }: Pick<StatsRangeInput, "from" | "to">): number {
  const last = to?.getTime() ?? Date.now();
  const days = from ? (last - from.getTime()) / dayMilliseconds : defaultDays;
  // A time that is not valid is rejected before anything is read.
  return Number.isNaN(days) ? defaultDays : Math.max(0, days);
}

/** Returns the approximate number of its intervals, from 1 to 3,000. */
export function estimateIntervals({
  from,
  to,
  interval,
}: Omit<StatsRangeInput, "timeZone">): number {
  const days = estimateDays({ from, to });
  const intervals = days / { HOUR: 1 / 24, DAY: 1, WEEK: 7, MONTH: 28 }[interval];
  return Math.min(Math.max(Math.ceil(intervals), 1), maxIntervals);
}
