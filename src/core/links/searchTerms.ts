import { InvalidSearchError } from "../errors.ts";
import { normalizeText } from "../text.ts";

const maxCharacters = 200;
/** The cost of a search grows faster than the length of a word. */
const maxTermLength = 64;

/**
 * Returns the words of a search in NFC. White space and characters that are not text separate
 * words. Words longer than 64 characters are split. Throws InvalidSearchError for more than 200
 * characters.
 */
export function parseSearchTerms(input: string): string[] {
  const search = normalizeText(input, maxCharacters);
  if (search === undefined) {
    throw new InvalidSearchError(
      `The search is too long. Use at most ${maxCharacters} characters.`,
      "search",
    );
  }
  const words = search.split(/[\s\p{Cc}\p{Cs}]+/u).filter((word) => word !== "");
  return [...new Set(words.flatMap(splitLongTerm))];
}

/** Returns the word in pieces of 64 characters. The last piece overlaps the piece before it. */
function splitLongTerm(word: string): string[] {
  const characters = [...word];
  const pieces: string[] = [];
  for (let start = 0; start + maxTermLength < characters.length; start += maxTermLength) {
    pieces.push(characters.slice(start, start + maxTermLength).join(""));
  }
  return [...pieces, characters.slice(-maxTermLength).join("")];
}
