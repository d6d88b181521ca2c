import { InvalidSearchError } from "../errors.ts";

const maximumCharacters = 200;

/**
 * The words of a search: what stands between white space. Characters that are no text part words too.
 * Throws InvalidSearchError for more than 200 characters.
 */
export function searchWords(search: string): string[] {
  // No text of 200 characters is longer than twice that; a longer one need not be counted.
  if (search.length > 2 * maximumCharacters || [...search].length > maximumCharacters) {
    throw new InvalidSearchError(`Search for at most ${maximumCharacters} characters.`);
  }
  return [...new Set(search.split(/[\s\p{Cc}\p{Cs}]+/u).filter((word) => word !== ""))];
}
