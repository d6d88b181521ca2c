/** The largest value of a GraphQL Int. */
const maxClickLimit = 2_147_483_647;

/** Returns why the text is not a valid click limit; null if it is valid or empty. */
export function validateClickLimit(text: string): string | null {
  if (text === "") return null;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    return "A whole number from 1, or nothing for no limit.";
  }
  return Number(text) <= maxClickLimit ? null : "At most 2147483647, or nothing for no limit.";
}

/** The last year that RFC 3339 can express. */
const maxYear = 9_999;

/** Returns why the field has no valid time; null if valid. An incomplete field reads as empty. */
export function validateDateTime(text: string, field: Element | null): string | null {
  const isIncomplete = field instanceof HTMLInputElement && field.validity.badInput;
  const isDateTime = text === "" || !Number.isNaN(Date.parse(text));
  if (isIncomplete || !isDateTime) return "A day and a time, or nothing for never.";
  const isTooLate = new Date(text).getUTCFullYear() > maxYear;
  return isTooLate ? `Before the end of ${maxYear} in UTC, or nothing for never.` : null;
}
