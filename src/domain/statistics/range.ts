import { DateTime, IANAZone } from "luxon";
import { InvalidStatisticsError } from "../errors.ts";

export type Interval = "HOUR" | "DAY" | "WEEK" | "MONTH";

/** What statistics are asked for. Absent, `to` is now and `from` is 30 days before `to`. */
export interface RangeRequest {
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  interval: Interval;
  /** IANA name, such as Europe/Berlin. */
  timeZone: string;
}

/** Intervals that follow one another, each up to the start of the next. In milliseconds. */
export interface Range {
  starts: number[];
  /** End of the last one. */
  end: number;
}

const maximumIntervals = 3_000;
const defaultDays = 30;

const units = {
  HOUR: { unit: "hour", step: { hours: 1 } },
  DAY: { unit: "day", step: { days: 1 } },
  WEEK: { unit: "week", step: { weeks: 1 } },
  MONTH: { unit: "month", step: { months: 1 } },
} as const;

/**
 * The whole intervals, in the calendar of the time zone, that the range touches; weeks start on
 * Monday. Throws InvalidStatisticsError for an unknown time zone, a range that does not begin before
 * it ends, and more than 3,000 intervals.
 */
export function acceptRange({ from, to, interval, timeZone }: RangeRequest): Range {
  if (!IANAZone.isValidZone(timeZone)) {
    throw new InvalidStatisticsError(
      "timeZone must be an IANA name, such as Europe/Berlin or UTC.",
    );
  }
  const last = DateTime.fromJSDate(to ?? new Date(), { zone: timeZone });
  const first = from
    ? DateTime.fromJSDate(from, { zone: timeZone })
    : last.minus({ days: defaultDays });
  if (first >= last) throw new InvalidStatisticsError("from must lie before to.");

  const starts: number[] = [];
  let start: DateTime<boolean> = startOf(first, interval);
  while (start < last) {
    if (starts.length === maximumIntervals) {
      throw new InvalidStatisticsError(
        `The range has more than ${maximumIntervals} intervals: choose longer ones, or less time.`,
      );
    }
    starts.push(start.toMillis());
    start = following(start, interval);
  }
  return { starts, end: start.toMillis() };
}

/**
 * Where clocks jump at midnight a day begins later than that, and the next one does not. Hours are
 * not brought in line again: where clocks jump by half an hour, that would lead back.
 */
function following(start: DateTime<boolean>, interval: Interval): DateTime<boolean> {
  const { unit, step } = units[interval];
  const next = start.plus(step);
  return interval === "HOUR" || next.hour === 0 ? next : next.startOf(unit);
}

/** Where clocks are set back over midnight a day has two beginnings: the first one is meant. */
function startOf(time: DateTime<boolean>, interval: Interval): DateTime<boolean> {
  const start = time.startOf(units[interval].unit);
  const before = start.minus({ hours: 1 });
  return interval !== "HOUR" && before.hasSame(start, "day") ? before : start;
}

/** How many days a range has, near enough to judge what it costs. */
export function estimateDays({ from, to }: Pick<RangeRequest, "from" | "to">): number {
  const last = to?.getTime() ?? Date.now();
  return from ? Math.max(0, (last - from.getTime()) / 86_400_000) : defaultDays;
}

/** The same of its intervals. */
export function estimateIntervals({ from, to, interval }: Omit<RangeRequest, "timeZone">): number {
  const days = estimateDays({ from, to });
  const intervals = days / { HOUR: 1 / 24, DAY: 1, WEEK: 7, MONTH: 28 }[interval];
  return Math.min(Math.max(Math.ceil(intervals), 1), maximumIntervals);
}
