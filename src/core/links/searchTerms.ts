import { InvalidSearchError } from "../errors.ts";
import { normalizeText } from "../text.ts";

const maxCharacters = 200;
/** What a longer word costs to look for grows faster than it does. */
const maxTermLength = 64;

/**
 * The words of a search, in NFC: what stands between white space. Characters that are no text part
 * words too. Longer words than 64 characters are looked for in pieces. Throws InvalidSearchError for more than 200 characters.
 */
export function parseSearchTerms(input: string): string[] {
  const search = normalizeText(input, maxCharacters);
  if (search === undefined) {
    throw new InvalidSearchError(`Search for at most ${maxCharacters} characters.`);
  }
  const words = search.split(/[\s\p{Cc}\p{Cs}]+/u).filter((word) => word !== "");
  return [...new Set(words.flatMap(splitLongTerm))];
}

/** The word in pieces of 64 characters; the last begins before the end of the one in front of it. */
function splitLongTerm(word: string): string[] {
  const characters = [...word];
  const pieces: string[] = [];
  for (let start = 0; start + maxTermLength < characters.length; start += maxTermLength) {
    pieces.push(characters.slice(start, start + maxTermLength).join(""));
  }
  return [...pieces, characters.slice(-maxTermLength).join("")];
}
