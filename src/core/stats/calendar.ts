import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import type { OffsetAt } from "./timeZone.ts";

export type Interval = "HOUR" | "DAY" | "WEEK" | "MONTH";

/** The calendar of a time zone. All times are in milliseconds since 1970. */
export interface Calendar {
  /** Returns the start of the interval that contains a time. Weeks start on Monday. */
  intervalStart(at: number, interval: Interval): number;
  /** Returns the start of the interval after the one that starts at `start`. */
  nextIntervalStart(start: number, interval: Interval): number;
  /** Returns the same local time of day, the given number of days earlier. */
  minusDays(at: number, days: number): number;
}

/**
 * Creates the calendar of a time zone from its offsets. Local time is the number of milliseconds since
 * midnight of 1 January 1970 on the local clock.
 */
export function createCalendar(offsetAt: OffsetAt): Calendar {
  const toLocal = (at: number) => at + offsetAt(at);

  /**
   * Returns the time at which clocks show a local time, if it was reached with that offset. If they
   * show it twice, the result is the time with this offset. If they skip it, the result is later by the
   * skipped time.
   */
  function toTime(local: number, offset: number): number {
    const guess = local - offset;
    const actual = offsetAt(guess);
    if (actual === offset) return guess;
    const corrected = local - actual;
    const confirmed = offsetAt(corrected);
    return confirmed === actual ? corrected : local - Math.min(actual, confirmed);
  }

  function floor(at: number, interval: Interval): number {
    return toTime(localIntervalStart(toLocal(at), interval), offsetAt(at));
  }

  return {
    intervalStart: (at, interval) => {
      const start = floor(at, interval);
      if (interval === "HOUR") return start;
      // If clocks are set back across midnight, a day has two starts. The first one applies.
      const before = start - hourMilliseconds;
      return localIntervalStart(toLocal(before), "DAY") ===
        localIntervalStart(toLocal(start), "DAY")
        ? before
        : start;
    },
    nextIntervalStart: (start, interval) => {
      // Hours are not realigned: if clocks jump by half an hour, that would go back in time.
      if (interval === "HOUR") return start + hourMilliseconds;
      const next = toTime(nextLocalStart(toLocal(start), interval), offsetAt(start));
      // If clocks jump at midnight, that day starts later than midnight, and the next one does not.
      return hourOfDay(toLocal(next)) === 0 ? next : floor(next, interval);
    },
    minusDays: (at, days) => toTime(toLocal(at) - days * dayMilliseconds, offsetAt(at)),
  };
}

function localIntervalStart(local: number, interval: Interval): number {
  if (interval === "HOUR") return floorTo(local, hourMilliseconds);
  const day = floorTo(local, dayMilliseconds);
  if (interval === "DAY") return day;
  const date = new Date(day);
  if (interval === "MONTH") return date.setUTCDate(1);
  return day - ((date.getUTCDay() + 6) % 7) * dayMilliseconds;
}

function nextLocalStart(local: number, interval: Exclude<Interval, "HOUR">): number {
  if (interval === "DAY") return local + dayMilliseconds;
  if (interval === "WEEK") return local + 7 * dayMilliseconds;
  const date = new Date(local);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 1, 1);
  const lastDay = new Date(date).setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.setUTCDate(Math.min(day, new Date(lastDay).getUTCDate()));
}

function hourOfDay(local: number): number {
  return Math.floor((local - floorTo(local, dayMilliseconds)) / hourMilliseconds);
}

function floorTo(value: number, unit: number): number {
  return Math.floor(value / unit) * unit;
}
