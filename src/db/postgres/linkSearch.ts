import type { LinkPosition, SortDirection } from "../linkLists.ts";
import { searchForms } from "../searchForms.ts";

const trigramLength = 3;

/**
 * Returns a statement that selects the ids of an owner's links that match, in the order of ids. It
 * starts at the position, if there is one. Each word is passed as `@word0` and so on, its other form as
 * `@form0`.
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

/** Returns the parameters of the statement. Words contain no wildcards. */
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

/**
 * Returns true if any word has a second form. All words share the result, because each combination
 * would require its own prepared statement.
 */
function haveAlternativeForms(words: readonly string[]): boolean {
  return words.some((word) => searchForms(word).length > 1);
}

/**
 * Returns the patterns of a word. In the search text, a space precedes each place where a word of one
 * or two characters can start: see the migration.
 */
function toPatterns(word: string): string[] {
  const prefix = [...word].length < trigramLength ? " " : "";
  return searchForms(word).map((form) => `%${prefix}${form.replace(/[\\%_]/g, "\\$&")}%`);
}
