import { DateTime } from "luxon";

const minuteMilliseconds = 60_000;

/** Returns the age in words, such as "3 days ago". `now` is in milliseconds. */
export function formatRelativeAge(date: Date, now = Date.now()): string {
  if (now - date.getTime() < minuteMilliseconds) return "just now";
  const base = DateTime.fromMillis(now, { zone: "utc" });
  return DateTime.fromJSDate(date, { zone: "utc" }).toRelative({ base, locale: "en" }) ?? "";
}

/** Returns the UTC day in words, such as "6 May 2030". */
export function formatUtcDay(date: Date): string {
  return date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}
