import { dayMilliseconds, hourMilliseconds } from "../../time.ts";

/** Start of the UTC hour, in milliseconds as the time given. */
export function startOfUtcHour(at: number): number {
  return at - (at % hourMilliseconds);
}

/** Start of the UTC day, in milliseconds as the time given. */
export function startOfUtcDay(at: number): number {
  return at - (at % dayMilliseconds);
}
