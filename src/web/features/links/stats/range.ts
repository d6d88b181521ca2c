import type { VariablesOf } from "../../../api/graphql.ts";
import type { LinkStatisticsQuery } from "./documents.ts";

export type Interval = VariablesOf<typeof LinkStatisticsQuery>["interval"];

/** Ranges that end now, by their names in the URL, and the custom range between two days. */
export const ranges = {
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "12m": "Last 12 months",
  custom: "From day to day",
} as const;

export type RangeName = keyof typeof ranges;

/** In the calendar of the viewer's time zone. */
export interface DateRange {
  name: RangeName;
  from: Date;
  /** The exclusive end of the range; undefined for a range that ends now. */
  to: Date | undefined;
}

export const defaultRange = "30d";
export const maxDays = 3_660;
const minDate = new Date(2000, 0, 1);
const maxDate = new Date(2999, 11, 31);

const dayMilliseconds = 86_400_000;

/** Returns the start of a calendar day such as 2030-05-06; null for any other text. */
export function startOfDay(text: string | null): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "") ?? [];
  const start = new Date(Number(year), Number(month) - 1, Number(day));
  return start.getMonth() === Number(month) - 1 ? start : null;
}

/** Formats the day of a time for `<input type="date">`. */
export function toDateInputValue(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Returns why the two days are not a valid range; undefined if they are. */
export function validateRange(first: string, last: string): string | undefined {
  const [from, to] = [startOfDay(first), startOfDay(last)];
  if (!from || !to) return "Choose a first and a last day.";
  if (from > to) return "The first day must not come after the last.";
  if (from < minDate) return `The first day must not lie before ${toDateInputValue(minDate)}.`;
  if (to > maxDate) return `The last day must not lie after ${toDateInputValue(maxDate)}.`;
  if (countDays(from, to) > maxDays) return "At most ten years can be shown at once.";
  return undefined;
}

/** Returns the range in the URL if it is valid, otherwise the last 30 days. */
export function parseRange(parameters: URLSearchParams, now: number): DateRange {
  const requested = parameters.get("range") ?? defaultRange;
  const name = Object.hasOwn(ranges, requested) ? (requested as RangeName) : defaultRange;
  if (name !== "custom") return { name, from: rangeStart(name, new Date(now)), to: undefined };
  const [first, last] = [parameters.get("from") ?? "", parameters.get("to") ?? ""];
  if (validateRange(first, last)) return parseRange(new URLSearchParams(), now);
  const to = startOfDay(last) as Date;
  to.setDate(to.getDate() + 1);
  return { name, from: startOfDay(first) as Date, to };
}

/** Returns the start of a range whose last hour, day or month is the current one. */
function rangeStart(name: Exclude<RangeName, "custom">, now: Date): Date {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  switch (name) {
    case "24h": {
      const hour = new Date(now);
      hour.setMinutes(0, 0, 0);
      return new Date(hour.getTime() - 23 * 3_600_000);
    }
    case "7d":
      return new Date(year, month, day - 6);
    case "30d":
      return new Date(year, month, day - 29);
    case "12m":
      return new Date(year, month - 11, 1);
  }
}

/** Returns the number of whole days between two times, regardless of clock changes. */
export function countDays(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / dayMilliseconds);
}
