import { LRUCache } from "lru-cache";

const maxNameLength = 64;
const ianaName = /^[A-Za-z0-9_+/-]+$/;
const utcOffset = /^([+-])([01]\d|2[0-3])(?::?([0-5]\d))?$/;
const minuteMilliseconds = 60_000;

/** Returns how far local time is ahead of UTC at a given time, both in milliseconds. */
export type OffsetAt = (at: number) => number;

/**
 * Lower-cased names with their canonical names. Only existing names are cached, so it holds a few
 * hundred entries, whatever spellings callers send.
 */
const canonicalNames = new LRUCache<string, string>({ max: 1_000 });

/** Formatters are large, but at most one is created per canonical name. */
const formatters = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });

/**
 * Returns the canonical name of a time zone, or undefined for any other text. Accepts an IANA name or
 * alias in any case, or an offset from UTC such as +02:00, +0200 or +02. A caller's spelling is never
 * passed to a library, because libraries keep an entry for each spelling.
 */
export function canonicalTimeZone(name: string): string | undefined {
  if (name.length > maxNameLength) return undefined;
  const [offset, sign, hours, minutes = "00"] = utcOffset.exec(name) ?? [];
  if (offset !== undefined) {
    const time = `${hours}:${minutes}`;
    return time === "00:00" ? "UTC" : `${sign}${time}`;
  }
  if (!ianaName.test(name)) return undefined;
  const lowerCased = name.toLowerCase();
  const canonical = canonicalNames.get(lowerCased) ?? findCanonicalName(lowerCased);
  if (canonical !== undefined) canonicalNames.set(lowerCased, canonical);
  return canonical;
}

function findCanonicalName(lowerCased: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: lowerCased }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Returns the offset lookup of a time zone, which must be given by its canonical name. */
export function createOffsetLookup(canonicalName: string): OffsetAt {
  if (canonicalName === "UTC") return () => 0;
  if (utcOffset.test(canonicalName)) {
    const offset = parseOffset(canonicalName);
    return () => offset;
  }
  const formatter = getFormatter(canonicalName);
  return (at) => parseOffset(formatter.format(at));
}

function getFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * Returns the offset at the end of a text, in milliseconds. Before time zones existed, it includes
 * seconds.
 */
function parseOffset(text: string): number {
  const [, sign, hours, minutes, seconds = "0"] =
    /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  if (sign === undefined) return 0;
  const size =
    (Number(hours) * 60 + Number(minutes)) * minuteMilliseconds + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
}
