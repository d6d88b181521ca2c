import type { Direction, LinkPlace } from "../linkLists.ts";
import { searchForms } from "../searchForms.ts";

/** The bits of a search row's id that are the link's. Those above are its owner's. */
const linkBits = 36;
const highestId = 2 ** linkBits - 1;

/** Stand before what one or two characters can be the beginning of: see the migration. */
const beginning = "\u0002\u0002";
const trigram = 3;
/** A word that repeats itself, such as `aaaa…`, meets the same place of a link again and again. */
const repeatedTrigramsAtMost = 8;

/** Selects the ids of an owner's links that match, from `@lowest` to `@highest`, in the order of ids. */
export function searchStatement(direction: Direction, limit: string): string {
  return `SELECT "rowid" & ${highestId} AS "id" FROM "LinkSearch" WHERE "LinkSearch" MATCH @match
    AND "rowid" BETWEEN (@ownerId << ${linkBits}) | @lowest AND (@ownerId << ${linkBits}) | @highest
    ORDER BY "rowid" ${direction} LIMIT ${limit}`;
}

/** What the statement is told. Words are quoted: nothing in them is an operator. */
export function searchParameters(
  words: readonly string[],
  direction: Direction,
  from: LinkPlace | null,
  including: boolean,
) {
  const step = including ? 0 : 1;
  const id = Math.min(from?.id ?? 0, highestId - 1);
  return {
    match: words.map(term).join(" AND "),
    lowest: from && direction === "ASC" ? id + step : 0,
    highest: from && direction === "DESC" ? id - step : highestId,
  };
}

function term(word: string): string {
  const before = [...word].length < trigram ? beginning : "";
  const forms = searchForms(word).map((form) => phrase(before + form));
  return forms.length > 1 ? `(${forms.join(" OR ")})` : forms.join();
}

/**
 * Matches what holds the text. For a text that repeats itself many times: what holds all parts of it,
 * which takes as long as for any other text, and may be a little more.
 */
function phrase(text: string): string {
  const characters = [...text.toLowerCase()];
  const parts = characters
    .slice(trigram - 1)
    .map((last, at) => characters[at] + (characters[at + 1] ?? "") + last);
  const distinct = new Set(parts);
  if (parts.length - distinct.size <= repeatedTrigramsAtMost) return quoted(text);
  return `(${[...distinct].map(quoted).join(" AND ")})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
