import type { BlockReason, DestinationPolicy } from "../destinations/destinationPolicy.ts";
import { InvalidUrlError, UrlBlockedError } from "../errors.ts";
import { parseUrl } from "../parseUrl.ts";
import { isStorableText, trimInvisible } from "../text.ts";

/** Of the input, in characters, and of the Location header of a redirect, in bytes. */
const maxLength = 8_192;
const blockMessages: Record<BlockReason, string> = {
  BLOCKED_DOMAIN: "This destination is blocked by the operator.",
  PRIVATE_HOST: "This destination is a private or special-purpose address. Use a public address.",
};

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/;

/** A second scheme in place of the host, with or without its colon: `https://http//…`. */
const doubledScheme = /^https?:[\\/]*(?:www\.)?https?(?::(?!\d)|[\\/]{2})/i;

/**
 * Returns the URL as it is stored and displayed: the input without white space and invisible
 * characters around it. Accepts `http` and `https` URLs of at most 8,192 characters as given and
 * 8,192 bytes serialized (WHATWG URL). Rejects URLs with line breaks, tabs, a user name or a
 * password, and URLs that point to this service. Throws InvalidUrlError for these, and
 * UrlBlockedError for destinations that the operator has blocked.
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
    throw new InvalidUrlError(
      "The URL is not valid. Use an absolute http or https URL, such as https://example.com/page.",
    );
  }
  if (!isWeb(url)) {
    throw new InvalidUrlError("The URL scheme is not supported. Use http or https.");
  }
  if (url.username || url.password) {
    throw new InvalidUrlError("URLs with a user name or password are not allowed.");
  }
  requireSingleUrl(originalUrl);
  requireRedirectable(url);
  if (destinationPolicy.pointsToThisService(url)) {
    throw new InvalidUrlError("The URL points to this service. Use the destination itself.");
  }
  const blockReason = destinationPolicy.blockReason(url);
  if (blockReason) throw new UrlBlockedError(blockMessages[blockReason]);
  return originalUrl;
}

/**
 * Returns the destination of a stored URL. A redirect sends its serialization (WHATWG), which is
 * ASCII. Returns null for a destination that no link may have. An older row, or a row written by
 * another program, may contain one.
 */
export function toDestinationUrl(originalUrl: string): URL | null {
  const url = parseUrl(originalUrl);
  return url && isWeb(url) ? url : null;
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/**
 * Throws InvalidUrlError for URLs that were pasted together. The parser would drop line breaks and
 * take `https` for a host.
 */
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
      `The URL is too long: it has ${href.length} bytes after percent-encoding. Use at most ${maxLength}.`,
    );
  }
}
