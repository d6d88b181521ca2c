import type { LinkPosition, SortDirection } from "../linkLists.ts";
import { searchForms } from "../searchForms.ts";

/** Bits of a search row's id that hold the link's id. The bits above them hold its owner's id. */
const linkBits = 36;
const maxLinkId = 2 ** linkBits - 1;

/** Precedes each place where a word of one or two characters can start: see the migration. */
const prefixMarker = "\u0002\u0002";
const trigramLength = 3;
/** A repetitive word, such as `aaaa…`, matches the same position of a link again and again. */
const maxRepeatedTrigrams = 8;

/**
 * Returns a statement that selects the ids of an owner's links that match, from `@lowest` to
 * `@highest`, in the order of ids.
 */
export function searchStatement(direction: SortDirection, limit: string): string {
  return `SELECT "rowid" & ${maxLinkId} AS "id" FROM "LinkSearch" WHERE "LinkSearch" MATCH @match
    AND "rowid" BETWEEN (@ownerId << ${linkBits}) | @lowest AND (@ownerId << ${linkBits}) | @highest
    ORDER BY "rowid" ${direction} LIMIT ${limit}`;
}

/** Returns the parameters of the statement. Words are quoted, so they contain no operators. */
export function searchParameters(
  words: readonly string[],
  direction: SortDirection,
  position: LinkPosition | null,
  inclusive: boolean,
) {
  const step = inclusive ? 0 : 1;
  const id = Math.min(position?.id ?? 0, maxLinkId - 1);
  return {
    match: words.map(term).join(" AND "),
    lowest: position && direction === "ASC" ? id + step : 0,
    highest: position && direction === "DESC" ? id - step : maxLinkId,
  };
}

function term(word: string): string {
  const before = [...word].length < trigramLength ? prefixMarker : "";
  const forms = searchForms(word).map((form) => phrase(before + form));
  return forms.length > 1 ? `(${forms.join(" OR ")})` : forms.join();
}

/**
 * Returns a query for the text. For a text with many repetitions, it matches all parts of the text
 * instead. That takes as long as for any other text, and may match slightly more.
 */
function phrase(text: string): string {
  const characters = [...text.toLowerCase()];
  const parts = characters
    .slice(trigramLength - 1)
    .map((last, at) => characters[at] + (characters[at + 1] ?? "") + last);
  const distinct = new Set(parts);
  if (parts.length - distinct.size <= maxRepeatedTrigrams) return quote(text);
  return `(${[...distinct].map(quote).join(" AND ")})`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
