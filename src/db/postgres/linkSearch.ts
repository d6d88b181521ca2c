import type { Direction, LinkPlace } from "../linkLists.ts";

const trigram = 3;

/**
 * Selects the ids of an owner's links that match, behind the place if there is one, in the order of
 * ids. Each word is told as `@word0` and so on.
 */
export function searchStatement(
  words: readonly string[],
  direction: Direction,
  from: LinkPlace | null,
  including: boolean,
  limit: string,
): string {
  const matches = words.map((_, number) => `AND "text" LIKE lower(@word${number})`).join(" ");
  const behind = `${direction === "DESC" ? "<" : ">"}${including ? "=" : ""}`;
  return `SELECT "linkId" AS "id" FROM "LinkSearch" WHERE "ownerId" = @ownerId ${matches}
    ${from ? `AND "linkId" ${behind} @id` : ""} ORDER BY "linkId" ${direction} LIMIT ${limit}`;
}

/** What the statement is told. Nothing in a word is a wildcard. */
export function searchParameters(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word, number) => [`word${number}`, pattern(word)]));
}

/** Before what one or two characters can be the beginning of stands a space: see the migration. */
function pattern(word: string): string {
  const beginning = [...word].length < trigram ? " " : "";
  return `%${beginning}${word.replace(/[\\%_]/g, "\\$&")}%`;
}
