import type { LinkPosition, SortDirection } from "../linkLists.ts";
import { searchForms } from "../searchForms.ts";

const trigramLength = 3;

/**
 * Selects the ids of an owner's links that match, behind the place if there is one, in the order of
 * ids. Each word is told as `@word0` and so on, and its other form as `@form0`.
 */
export function searchStatement(
  words: readonly string[],
  direction: SortDirection,
  position: LinkPosition | null,
  inclusive: boolean,
  limit: string,
): string {
  const matches = words
    .map((_, number) => condition(number, haveAlternativeForms(words)))
    .join(" ");
  const comparator = `${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""}`;
  return `SELECT "linkId" AS "id" FROM "LinkSearch" WHERE "ownerId" = @ownerId ${matches}
    ${position ? `AND "linkId" ${comparator} @id` : ""} ORDER BY "linkId" ${direction} LIMIT ${limit}`;
}

/** What the statement is told. Nothing in a word is a wildcard. */
export function searchParameters(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word, number) => {
      const [first = "", alternative = first] = toPatterns(word);
      return [
        [`word${number}`, first],
        [`form${number}`, alternative],
      ];
    }),
  );
}

function condition(number: number, inTwoForms: boolean): string {
  const first = `"text" LIKE lower(@word${number})`;
  return inTwoForms ? `AND (${first} OR "text" LIKE lower(@form${number}))` : `AND ${first}`;
}

/** Asked of all words together: statements stay prepared, and there would be one for each mixture. */
function haveAlternativeForms(words: readonly string[]): boolean {
  return words.some((word) => searchForms(word).length > 1);
}

/** Before what one or two characters can be the beginning of stands a space: see the migration. */
function toPatterns(word: string): string[] {
  const prefix = [...word].length < trigramLength ? " " : "";
  return searchForms(word).map((form) => `%${prefix}${form.replace(/[\\%_]/g, "\\$&")}%`);
}
