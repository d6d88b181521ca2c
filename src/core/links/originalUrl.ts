import type { BlockReason, DestinationPolicy } from "../destinations/destinationPolicy.ts";
import { InvalidUrlError, UrlBlockedError } from "../errors.ts";
import { parseUrl } from "../parseUrl.ts";
import { isStorableText, trimInvisible } from "../text.ts";

/** Of what was given, in characters, and of what a redirect sends, in bytes. */
const maxLength = 8_192;
const blockMessages: Record<BlockReason, string> = {
  BLOCKED_DOMAIN: "The operator of this service has blocked where this URL leads.",
  PRIVATE_HOST: "The URL leads to a private or special address, which cannot be shortened here.",
};

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/;

/** A second scheme where the host should be, with or without its colon: `https://http//…`. */
const doubledScheme = /^https?:[\\/]*(?:www\.)?https?(?::(?!\d)|[\\/]{2})/i;

/**
 * The URL as it is kept and shown: as given, less white space and invisible characters around it.
 * Accepts `http` and `https` URLs of at most 8,192 characters as given and 8,192 bytes serialised
 * (WHATWG URL), without line breaks and tabs, user name or password, that do not lead back to this
 * service. Throws InvalidUrlError for all others, and UrlBlockedError for those that lead where the
 * operator leads nobody.
 */
export function parseOriginalUrl(input: string, destinationPolicy: DestinationPolicy): string {
  const originalUrl = trimInvisible(input);
  const { length } = [...originalUrl];
  if (length > maxLength) {
    throw new InvalidUrlError(
      `The URL is too long: it has ${length} characters. Use at most ${maxLength}.`,
    );
  }
  const url = isStorableText(originalUrl) ? parseUrl(originalUrl) : null;
  if (!url) {
    throw new InvalidUrlError("This is not a URL. It should look like https://example.com/page.");
  }
  if (!isWeb(url)) {
    throw new InvalidUrlError("Only http and https URLs can be shortened.");
  }
  if (url.username || url.password) {
    throw new InvalidUrlError("The URL holds a user name or password, which everybody would see.");
  }
  requireSingleUrl(originalUrl);
  requireRedirectable(url);
  if (destinationPolicy.pointsToThisService(url)) {
    throw new InvalidUrlError(
      "The URL leads back to this service. Shorten where it leads instead.",
    );
  }
  const blockReason = destinationPolicy.blockReason(url);
  if (blockReason) throw new UrlBlockedError(blockMessages[blockReason]);
  return originalUrl;
}

/**
 * Where a kept URL leads; a redirect names its serialisation (WHATWG), which is ASCII. Null for what
 * no link may lead to, as an older row, or one written past this program, may hold.
 */
export function toDestinationUrl(originalUrl: string): URL | null {
  const url = parseUrl(originalUrl);
  return url && isWeb(url) ? url : null;
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** Throws for what was pasted together: the parser would drop breaks and take `https` for a host. */
function requireSingleUrl(originalUrl: string): void {
  if (lineBreak.test(originalUrl)) {
    throw new InvalidUrlError("The URL contains a line break. Remove it.");
  }
  if (originalUrl.includes("\t")) {
    throw new InvalidUrlError("The URL contains a tab. Remove it.");
  }
  if (doubledScheme.test(originalUrl)) {
    throw new InvalidUrlError("The URL contains its scheme twice. Write https:// only once.");
  }
}

function requireRedirectable({ href }: URL): void {
  if (href.length > maxLength) {
    throw new InvalidUrlError(
      `The URL is too long: percent-encoded, as redirects send it, it has ${href.length} bytes. Use at most ${maxLength}.`,
    );
  }
}
