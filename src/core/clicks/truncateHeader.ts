/** Longer headers add no information and would fill the memory while the database is unavailable. */
const maxCharacters = 512;

/**
 * Returns the first 512 characters of a header. The result is a copy, because a substring keeps the
 * whole string in memory.
 */
export function truncateHeader(header: string): string {
  if (header.length <= maxCharacters) return header;
  return Buffer.from(header.slice(0, maxCharacters)).toString();
}
