// What is stored may have been written past this program, or by an earlier version that took more. One
// odd value must not make a whole list unreadable: it is read as the nearest that can be shown.

/** The times that RFC 3339 can write, in milliseconds. */
export const minTime = Date.parse("0001-01-01T00:00:00.000Z");
export const maxTime = Date.parse("9999-12-31T23:59:59.999Z");

/** The latest time that a date of JavaScript can be, in milliseconds. */
export const maxDate = 8.64e15;

/** Returns the time itself, in milliseconds, or the nearest that can be shown. */
export function clampTime(milliseconds: number): number {
  if (Number.isNaN(milliseconds)) return 0;
  return Math.trunc(Math.min(Math.max(milliseconds, minTime), maxTime));
}

/** Returns the number itself, or the nearest whole one that JavaScript has exactly. */
export function clampInteger(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.trunc(Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER));
}
