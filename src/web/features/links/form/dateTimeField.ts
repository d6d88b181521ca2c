/** The last year that RFC 3339 can express. */
const maxYear = 9_999;

/** Formats a time for `<input type="datetime-local">` in the reader's time zone. */
export function toLocalDateTime(dateTime: string): string {
  const date = new Date(dateTime);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, "2030-01-01T00:00".length);
}

/** Returns the time in ISO 8601; null if the field is empty. */
export function toIsoDateTime(localDateTime: string): string | null {
  return localDateTime ? new Date(localDateTime).toISOString() : null;
}

/** Returns why the field has no valid time; null if valid. An incomplete field reads as empty. */
export function validateDateTime(text: string, field: Element | null): string | null {
  const isIncomplete = field instanceof HTMLInputElement && field.validity.badInput;
  const isDateTime = text === "" || !Number.isNaN(Date.parse(text));
  if (isIncomplete || !isDateTime) return "A day and a time, or nothing for never.";
  const isTooLate = new Date(text).getUTCFullYear() > maxYear;
  return isTooLate ? `Before the end of ${maxYear} in UTC, or nothing for never.` : null;
}
