/** The contents of the seeded account: names and numbers that operations refer to. */

/** Tokens of the account that sends the costly operations, and of another account. */
export const heavyToken = `lnk7_${"h".repeat(43)}`;
export const otherToken = `lnk7_${"o".repeat(43)}`;

export const links = 20_000;
/** The newest links have URLs that repeat `aaab`. */
export const repetitiveLinks = 600;
/** The newest of these links have clicks and a history. */
export const clickedLinks = 100;
export const clicksOfLink = 200;
export const changesOfLink = 100;

export const tokens = 500;
export const sessions = 500;

/** The counts of the first link and of the account cover this many days. */
export const countedDays = 3 * 365;
/** Each day has this many values per dimension. */
export const valuesOfDay = { referrer: 250, country: 40, browser: 12, system: 8, device: 4 };
/** Values cover fewer days, so that seeding takes only seconds. */
export const valuedDays = 365;

/** Returns the short code of the link with this ID, from 1. */
export function toHeavyShortCode(id: number): string {
  return `h${String(id).padStart(7, "0")}`;
}
