/** Returns the short form of a URL for reading and writing. */
export function withoutScheme(shortUrl: string): string {
  return shortUrl.replace(/^https?:\/\//, "");
}
