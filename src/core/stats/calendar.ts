import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import type { OffsetAt } from "./timeZone.ts";

export type Interval = "HOUR" | "DAY" | "WEEK" | "MONTH";

/** The calendar of a time zone. All times are in milliseconds since 1970. */
export interface Calendar {
  /** Returns the start of the interval that a time lies in; weeks start on Monday. */
  intervalStart(at: number, interval: Interval): number;
  /** Returns the start of the interval behind the one that starts there. */
  nextIntervalStart(start: number, interval: Interval): number;
  /** Returns the same time of day so many days earlier. */
  minusDays(at: number, days: number): number;
}

/**
 * Returns the calendar of a time zone by its offsets. Local time is reckoned as milliseconds since
 * midnight of 1 January 1970 on the clock of that place.
 */
export function createCalendar(offsetAt: OffsetAt): Calendar {
  const toLocal = (at: number) => at + offsetAt(at);

  /**
   * The time at which clocks show a local time, if it was reached with that offset. Where they show it
   * twice, it is the one with this offset; where they skip it, as much later as they skip.
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
      // Where clocks are set back over midnight a day has two beginnings: the first one is meant.
      const before = start - hourMilliseconds;
      return localIntervalStart(toLocal(before), "DAY") ===
        localIntervalStart(toLocal(start), "DAY")
        ? before
        : start;
    },
    nextIntervalStart: (start, interval) => {
      // Hours are not brought in line again: where clocks jump by half an hour, that would lead back.
      if (interval === "HOUR") return start + hourMilliseconds;
      const next = toTime(nextLocalStart(toLocal(start), interval), offsetAt(start));
      // Where clocks jump at midnight a day begins later than that, and the next one does not.
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
