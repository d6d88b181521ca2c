import { isbot } from "isbot";
import { LRUCache } from "lru-cache";
import { decodeUserAgent } from "./decodeUserAgent.ts";
import { truncateHeader } from "./truncateHeader.ts";

const cache = new LRUCache<string, boolean>({ max: 10_000 });

/** User agents of bots that the library does not detect. */
const additionalBotPatterns = [
  /PowerShell\//,
  /\(dart:io\)/,
  // The operating system's own HTTP client. A browser includes the name of its engine.
  /^(?!.*AppleWebKit\/).*\bCFNetwork\/.*\bDarwin\//,
  /^Dalvik\//,
  // Requests the link before passing it to a browser, which requests it again.
  /\bms-office\b|^Microsoft Office\//,
  /\bfacebookexternalhit\b/i,
];

/** In-app browsers whose user agent begins with the app's name, as those of bots do. */
const inAppBrowsers =
  /^(?:(?:Instagram|Barcelona) \d[\d.]* (?:\((?:iPhone|iPad|iPod)|Android \()|\[?FB(?:AN|AV|_IAB)\/)/;

/** Part of old Internet Explorer user agents, which the library detects as the name of a bot. */
const chromeFrame = /\bchromeframe(?:\/[\d.]+)?(?=[;)])/g;

/**
 * Returns true for the user agent of a bot. Returns true for an empty one too, because every browser
 * sends one. Reads only the first 512 characters.
 */
export function isBot(userAgent: string): boolean {
  const shortened = truncateHeader(userAgent);
  let result = cache.get(shortened);
  if (result === undefined) {
    result = detectBot(decodeUserAgent(shortened));
    cache.set(shortened, result);
  }
  return result;
}

function detectBot(userAgent: string): boolean {
  if (userAgent.trim() === "") return true;
  if (additionalBotPatterns.some((pattern) => pattern.test(userAgent))) return true;
  const cleaned = userAgent.replace(chromeFrame, "");
  return isbot(inAppBrowsers.test(cleaned) ? `Mozilla/5.0 ${cleaned}` : cleaned);
}
