// Stored values may have been written by another program, or by an earlier version that accepted more.
// One invalid value must not prevent reading a whole list. It is read as the nearest valid value.

/** The range of times that RFC 3339 can represent, in milliseconds. */
export const minTime = Date.parse("0001-01-01T00:00:00.000Z");
export const maxTime = Date.parse("9999-12-31T23:59:59.999Z");

/** The latest time that a JavaScript date can represent, in milliseconds. */
export const maxDate = 8.64e15;

/** Returns the time, in milliseconds, or the nearest one that can be displayed. */
export function clampTime(milliseconds: number): number {
  if (Number.isNaN(milliseconds)) return 0;
  return Math.trunc(Math.min(Math.max(milliseconds, minTime), maxTime));
}

/** Returns the number, or the nearest integer that JavaScript represents exactly. */
export function clampInteger(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.trunc(Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER));
}
