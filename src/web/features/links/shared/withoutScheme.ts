/** A short URL as people write it down and say it. */
export function withoutScheme(shortUrl: string): string {
  return shortUrl.replace(/^https?:\/\//, "");
}
