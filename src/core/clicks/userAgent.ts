import { BROWSER_MAP, OS_MAP, PLATFORMS_MAP, parse } from "bowser";
import { LRUCache } from "lru-cache";
import { isBot } from "./bots.ts";
import { decodeUserAgent } from "./decodeUserAgent.ts";

/** What a user agent tells of itself; null where it does not. */
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

/** True for names that `parseUserAgent` returns. */
export const isBrowser = (name: string) => browsers.has(name);
export const isSystem = (name: string) => systems.has(name);
export const isDevice = (name: string) => devices.has(name);

/** What tells the device where the library leaves it open: Chromebooks and BSDs among others have X11. */
const otherDevices: [pattern: RegExp, device: string | undefined][] = [
  [/\bX11;/, desktop],
  [/\bPlayStation \d/, tv],
];

const cache = new LRUCache<string, ParsedUserAgent>({ max: 10_000 });

/** Reads a user agent. Never throws, whatever it is given; only names of a fixed list come out. */
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

/** For a browser it does not know, the library answers any word of the user agent. */
function onlyKnownName(names: Set<string | undefined>, name: string | undefined): string | null {
  return name !== undefined && names.has(name) ? name : null;
}
