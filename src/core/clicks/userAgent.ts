import { BROWSER_MAP, OS_MAP, PLATFORMS_MAP, parse } from "bowser";
import { LRUCache } from "lru-cache";
import { isBot } from "./bots.ts";
import { decodeUserAgent } from "./decodeUserAgent.ts";

/** Names detected in a user agent; null if unknown. */
export interface ParsedUserAgent {
  browser: string | null;
  system: string | null;
  device: string | null;
  isBot: boolean;
}

const browsers = new Set<string>(Object.values(BROWSER_MAP));
const systems = new Set<string>(Object.values(OS_MAP));
const { desktop, mobile, tablet, tv } = PLATFORMS_MAP as Record<string, string>;
const devices = new Set([desktop, mobile, tablet, tv]);

/** Returns true for names that `parseUserAgent` returns. */
export const isBrowser = (name: string) => browsers.has(name);
export const isSystem = (name: string) => systems.has(name);
export const isDevice = (name: string) => devices.has(name);

/**
 * Patterns that determine the device if the library does not. Chromebooks and BSDs, for example, have
 * X11.
 */
const otherDevices: [pattern: RegExp, device: string | undefined][] = [
  [/\bX11;/, desktop],
  [/\bPlayStation \d/, tv],
];

const cache = new LRUCache<string, ParsedUserAgent>({ max: 10_000 });

/** Parses a user agent. Never throws, and returns only names from a fixed list. */
export function parseUserAgent(userAgent: string): ParsedUserAgent {
  let parsed = cache.get(userAgent);
  if (!parsed) {
    parsed = { ...detectNames(userAgent), isBot: isBot(userAgent) };
    cache.set(userAgent, parsed);
  }
  return parsed;
}

function detectNames(userAgent: string): Omit<ParsedUserAgent, "isBot"> {
  if (userAgent === "") return { browser: null, system: null, device: null };
  const decoded = decodeUserAgent(userAgent);
  const { browser, os, platform } = parse(decoded);
  return {
    browser: onlyKnownName(browsers, browser.name),
    system: onlyKnownName(systems, os.name),
    device: onlyKnownName(devices, platform.type) ?? findOtherDevice(decoded),
  };
}

function findOtherDevice(userAgent: string): string | null {
  return otherDevices.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
}

/**
 * Returns null for other names. If the library does not know a browser, it returns any word of the user
 * agent.
 */
function onlyKnownName(names: Set<string | undefined>, name: string | undefined): string | null {
  return name !== undefined && names.has(name) ? name : null;
}
