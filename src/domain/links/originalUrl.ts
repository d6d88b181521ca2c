import type { BlockReason, Destinations } from "../destinations/destinations.ts";
import { InvalidUrlError, UrlBlockedError } from "../errors.ts";
import { parseUrl } from "../parseUrl.ts";
import { isText } from "../text.ts";

const maximumLength = 2048;
const blockMessages: Record<BlockReason, string> = {
  BLOCKED_DOMAIN: "The operator of this service has blocked where this URL leads.",
  PRIVATE_HOST: "The URL leads to a private or special address, which cannot be shortened here.",
};

/**
 * The URL as it is kept and shown: as given, less white space around it. Accepts `http` and `https`
 * URLs of at most 2,048 characters, as given and serialised (WHATWG URL), without user name or
 * password, that do not lead back to this service. Throws InvalidUrlError for all others, and
 * UrlBlockedError for those that lead where the operator leads nobody.
 */
export function acceptOriginalUrl(given: string, destinations: Destinations): string {
  const originalUrl = given.trim();
  if (originalUrl.length > maximumLength) throw tooLong();
  const url = isText(originalUrl) ? parseUrl(originalUrl) : null;
  if (!url) {
    throw new InvalidUrlError("This is not a URL. It should look like https://example.com/page.");
  }
  if (!isWeb(url)) {
    throw new InvalidUrlError("Only http and https URLs can be shortened.");
  }
  if (url.username || url.password) {
    throw new InvalidUrlError("The URL holds a user name or password, which everybody would see.");
  }
  if (url.href.length > maximumLength) throw tooLong();
  if (destinations.isOwn(url)) {
    throw new InvalidUrlError(
      "The URL leads back to this service. Shorten where it leads instead.",
    );
  }
  const blockReason = destinations.blockReason(url);
  if (blockReason) throw new UrlBlockedError(blockMessages[blockReason]);
  return originalUrl;
}

/**
 * Where a kept URL leads; a redirect names its serialisation (WHATWG), which is ASCII. Null for what
 * no link may lead to, as an older row, or one written past this program, may hold.
 */
export function destinationOf(originalUrl: string): URL | null {
  const url = parseUrl(originalUrl);
  return url && isWeb(url) ? url : null;
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

function tooLong(): InvalidUrlError {
  return new InvalidUrlError(`The URL is too long: use at most ${maximumLength} characters.`);
}
