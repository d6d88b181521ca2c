/** What the seeded account has. Names and numbers that operations refer to. */

/** Tokens of the account that sends the costly operations, and of another one. */
export const heavyToken = `lnk7_${"h".repeat(43)}`;
export const otherToken = `lnk7_${"o".repeat(43)}`;

export const links = 20_000;
/** The newest ones have URLs of `aaab` again and again. */
export const repetitiveLinks = 600;
/** The newest of these have clicks and a history. */
export const clickedLinks = 100;
export const clicksOfLink = 200;
export const changesOfLink = 100;

export const tokens = 500;
export const sessions = 500;

/** The counts of the first link, and of the account, go back so far. */
export const countedDays = 3 * 365;
/** Their days have this many values of each dimension. */
export const valuesOfDay = { referrer: 250, country: 40, browser: 12, system: 8, device: 4 };
/** Values of days go back less far, so that seeding takes seconds. */
export const valuedDays = 365;

/** Returns the short code of the link with this id, from 1. */
export function toHeavyShortCode(id: number): string {
  return `h${String(id).padStart(7, "0")}`;
}
