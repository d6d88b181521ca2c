import type { Direction, LinkPlace } from "../linkLists.ts";
import { searchForms } from "../searchForms.ts";

const trigram = 3;

/**
 * Selects the ids of an owner's links that match, behind the place if there is one, in the order of
 * ids. Each word is told as `@word0` and so on, and its other form as `@form0`.
 */
export function searchStatement(
  words: readonly string[],
  direction: Direction,
  from: LinkPlace | null,
  including: boolean,
  limit: string,
): string {
  const matches = words.map((_, number) => condition(number, haveOtherForms(words))).join(" ");
  const behind = `${direction === "DESC" ? "<" : ">"}${including ? "=" : ""}`;
  return `SELECT "linkId" AS "id" FROM "LinkSearch" WHERE "ownerId" = @ownerId ${matches}
    ${from ? `AND "linkId" ${behind} @id` : ""} ORDER BY "linkId" ${direction} LIMIT ${limit}`;
}

/** What the statement is told. Nothing in a word is a wildcard. */
export function searchParameters(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word, number) => {
      const [first = "", other = first] = patterns(word);
      return [
        [`word${number}`, first],
        [`form${number}`, other],
      ];
    }),
  );
}

function condition(number: number, inTwoForms: boolean): string {
  const first = `"text" LIKE lower(@word${number})`;
  return inTwoForms ? `AND (${first} OR "text" LIKE lower(@form${number}))` : `AND ${first}`;
}

/** Asked of all words together: statements stay prepared, and there would be one for each mixture. */
function haveOtherForms(words: readonly string[]): boolean {
  return words.some((word) => searchForms(word).length > 1);
}

/** Before what one or two characters can be the beginning of stands a space: see the migration. */
function patterns(word: string): string[] {
  const beginning = [...word].length < trigram ? " " : "";
  return searchForms(word).map((form) => `%${beginning}${form.replace(/[\\%_]/g, "\\$&")}%`);
}
