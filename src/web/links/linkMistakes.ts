/** More does not fit into the integers of GraphQL. */
const highestLimit = 2_147_483_647;

/** Why a text is no click limit; null where it is one, or none is wanted. */
export function refuseCount(text: string): string | null {
  if (text === "") return null;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    return "A whole number from 1, or nothing for no limit.";
  }
  return Number(text) <= highestLimit ? null : "At most 2147483647, or nothing for no limit.";
}

/** RFC 3339 cannot write more. */
const lastYear = 9_999;

/** Why a field holds no moment. One that is half filled in says that it is empty. */
export function refuseMoment(text: string, field: Element | null): string | null {
  const isHalf = field instanceof HTMLInputElement && field.validity.badInput;
  const isMoment = text === "" || !Number.isNaN(Date.parse(text));
  if (isHalf || !isMoment) return "A day and a time, or nothing for never.";
  const isTooLate = new Date(text).getUTCFullYear() > lastYear;
  return isTooLate ? `Before the end of ${lastYear} in UTC, or nothing for never.` : null;
}
