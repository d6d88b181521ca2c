/** More does not fit into the integers of GraphQL. */
const maxClickLimit = 2_147_483_647;

/** Why a text is no click limit; null where it is one, or none is wanted. */
export function validateClickLimit(text: string): string | null {
  if (text === "") return null;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    return "A whole number from 1, or nothing for no limit.";
  }
  return Number(text) <= maxClickLimit ? null : "At most 2147483647, or nothing for no limit.";
}

/** RFC 3339 cannot write more. */
const maxYear = 9_999;

/** Why a field holds no moment. One that is half filled in says that it is empty. */
export function validateDateTime(text: string, field: Element | null): string | null {
  const isIncomplete = field instanceof HTMLInputElement && field.validity.badInput;
  const isDateTime = text === "" || !Number.isNaN(Date.parse(text));
  if (isIncomplete || !isDateTime) return "A day and a time, or nothing for never.";
  const isTooLate = new Date(text).getUTCFullYear() > maxYear;
  return isTooLate ? `Before the end of ${maxYear} in UTC, or nothing for never.` : null;
}
