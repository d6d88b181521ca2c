/** Longer headers tell nothing more, and would fill the memory while the database is away. */
const maxCharacters = 512;

/** Returns the beginning of a header. It is a copy, because the part of a string keeps the whole alive. */
export function truncateHeader(header: string): string {
  if (header.length <= maxCharacters) return header;
  return Buffer.from(header.slice(0, maxCharacters)).toString();
}
