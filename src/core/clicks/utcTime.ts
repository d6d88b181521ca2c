import { dayMilliseconds, hourMilliseconds } from "../../time.ts";

/** Returns the start of the UTC hour. Both times are in milliseconds. */
export function startOfUtcHour(at: number): number {
  return at - (at % hourMilliseconds);
}

/** Returns the start of the UTC day. Both times are in milliseconds. */
export function startOfUtcDay(at: number): number {
  return at - (at % dayMilliseconds);
}
