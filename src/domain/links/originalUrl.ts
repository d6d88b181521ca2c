import { InvalidUrlError } from "../errors.ts";

const maximumLength = 2048;
const webPorts = new Set(["", "80", "443"]);

/**
 * The URL as it is kept and shown: as given, less white space around it. Accepts `http` and `https`
 * URLs of at most 2,048 characters, as given and serialised (WHATWG URL), without user name or
 * password, that do not lead back to this service. Throws InvalidUrlError for all others.
 */
export function acceptOriginalUrl(given: string, baseUrl: URL): string {
  const originalUrl = given.trim();
  if (originalUrl.length > maximumLength) throw tooLong();
  if (originalUrl.includes("\0") || !originalUrl.isWellFormed() || !URL.canParse(originalUrl)) {
    throw new InvalidUrlError("This is not a URL. It should look like https://example.com/page.");
  }
  const url = new URL(originalUrl);
  if (!isWeb(url)) {
    throw new InvalidUrlError("Only http and https URLs can be shortened.");
  }
  if (url.username || url.password) {
    throw new InvalidUrlError("The URL holds a user name or password, which everybody would see.");
  }
  if (url.href.length > maximumLength) throw tooLong();
  if (isSameService(url, baseUrl)) {
    throw new InvalidUrlError(
      "The URL leads back to this service. Shorten where it leads instead.",
    );
  }
  return originalUrl;
}

/**
 * The URL that a redirect names: the WHATWG serialisation, which is ASCII. Null for what no link may
 * lead to, as an older row, or one written past this program, may hold.
 */
export function redirectLocation(originalUrl: string): string | null {
  if (!URL.canParse(originalUrl)) return null;
  const url = new URL(originalUrl);
  return isWeb(url) ? url.href : null;
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

function tooLong(): InvalidUrlError {
  return new InvalidUrlError(`The URL is too long: use at most ${maximumLength} characters.`);
}

function isSameService(url: URL, baseUrl: URL): boolean {
  const samePort =
    url.port === baseUrl.port || (webPorts.has(url.port) && webPorts.has(baseUrl.port));
  return samePort && hostWithoutDot(url) === hostWithoutDot(baseUrl);
}

/** `example.com.` is the same host as `example.com` (RFC 1034, section 3.1). */
function hostWithoutDot(url: URL): string {
  return url.hostname.replace(/\.$/, "");
}
