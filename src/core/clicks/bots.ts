import { isbot } from "isbot";
import { LRUCache } from "lru-cache";
import { decodeUserAgent } from "./decodeUserAgent.ts";
import { truncateHeader } from "./truncateHeader.ts";

const cache = new LRUCache<string, boolean>({ max: 10_000 });

/** Programs that the library takes for people. */
const additionalBotPatterns = [
  /PowerShell\//,
  /\(dart:io\)/,
  // The system's own HTTP client. A browser would name its engine.
  /^(?!.*AppleWebKit\/).*\bCFNetwork\/.*\bDarwin\//,
  /^Dalvik\//,
  // Asks before it hands the link over to a browser, which asks again.
  /\bms-office\b|^Microsoft Office\//,
  /\bfacebookexternalhit\b/i,
];

/** Browsers inside of apps which begin with the app's own name, as programs do. */
const inAppBrowsers =
  /^(?:(?:Instagram|Barcelona) \d[\d.]* (?:\((?:iPhone|iPad|iPod)|Android \()|\[?FB(?:AN|AV|_IAB)\/)/;

/** A part of old Internet Explorers, which the library knows as a name of its own. */
const chromeFrame = /\bchromeframe(?:\/[\d.]+)?(?=[;)])/g;

/**
 * True for the user agent of a program that visits by itself, and for none at all: every browser has
 * one. Judged by its first 512 characters.
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
