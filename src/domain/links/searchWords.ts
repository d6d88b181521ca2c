import { InvalidSearchError } from "../errors.ts";
import { normalizeText } from "../text.ts";

const maximumCharacters = 200;

/**
 * The words of a search, in NFC: what stands between white space. Characters that are no text part
 * words too. Throws InvalidSearchError for more than 200 characters.
 */
export function searchWords(given: string): string[] {
  const search = normalizeText(given, maximumCharacters);
  if (search === undefined) {
    throw new InvalidSearchError(`Search for at most ${maximumCharacters} characters.`);
  }
  return [...new Set(search.split(/[\s\p{Cc}\p{Cs}]+/u).filter((word) => word !== ""))];
}
