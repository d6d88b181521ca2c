import { languages } from "../../../lib/format.ts";
import type { Interval } from "./range.ts";

interface BucketFormat {
  /** Short enough for an axis. */
  short: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
}

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(languages, options);

const formats: Record<Interval, BucketFormat> = {
  HOUR: {
    short: format({ day: "numeric", month: "short", hour: "numeric" }),
    full: format({
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
    }),
  },
  DAY: {
    short: format({ day: "numeric", month: "short" }),
    full: format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
  },
  WEEK: {
    short: format({ day: "numeric", month: "short" }),
    full: format({ day: "numeric", month: "short", year: "numeric" }),
  },
  MONTH: {
    short: format({ month: "short", year: "2-digit" }),
    full: format({ month: "long", year: "numeric" }),
  },
};

/** Formats the start of a bucket for an axis. */
export const shortBucketLabel = (start: string, interval: Interval): string =>
  formats[interval].short.format(new Date(start));

/** Formats the start of a bucket in full. */
export function bucketLabel(start: string, interval: Interval): string {
  const label = formats[interval].full.format(new Date(start));
  return interval === "WEEK" ? `Week of ${label}` : label;
}
