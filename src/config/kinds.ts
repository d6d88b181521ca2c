import { z } from "zod";

// Each kind of setting describes its valid values in this project's own words and gives an example.
// Operators never see zod's own messages, because they mention types, which an environment does not
// have.

const secondsOfUnit = { s: 1, m: 60, h: 3_600, d: 86_400 };
const maxWindowSeconds = 7 * secondsOfUnit.d;

/**
 * Returns the schema of a text that satisfies the condition. `rule` completes the phrase "must be
 * …".
 */
export function text(rule: string, isAllowed: RegExp | ((value: string) => boolean)) {
  const meets = isAllowed instanceof RegExp ? (value: string) => isAllowed.test(value) : isAllowed;
  return z.string().refine(meets, { error: `must be ${rule}`, abort: true });
}

/**
 * Returns the schema of a bounded integer. `rule` is needed only if the bounds do not explain
 * themselves.
 */
export function wholeNumber(
  minimum: number,
  maximum: number,
  example = maximum,
  rule = `a whole number from ${minimum} to ${maximum}`,
) {
  return text(`${rule}, such as ${example}`, (value) => {
    const number = Number(value);
    return /^\d{1,15}$/.test(value) && number >= minimum && number <= maximum;
  }).transform(Number);
}

/** Returns the schema of one of several words. The last word is the example. */
export function word<const Words extends readonly [string, string, ...string[]]>(words: Words) {
  const listed = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return z.enum(words as unknown as [Words[number], ...Words[number][]], {
    error: `must be ${listed}, such as ${words.at(-1)}`,
  });
}

/** Returns the schema of comma-separated texts, none of which is empty. */
export function list(rule: string, isAllowed: (item: string) => boolean) {
  const toItems = (value: string) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean);
  return text(rule, (value) => toItems(value).every(isAllowed)).transform(toItems);
}

/** Returns the schema of a limit per window, such as 30/15m. */
export function rateLimit(fallback: string) {
  const parse = (value: string) => {
    const [, limit, length, unit] = /^(\d{1,9})\/(\d{1,6})([smhd])$/.exec(value) ?? [];
    const windowSeconds = Number(length) * (secondsOfUnit[unit as keyof typeof secondsOfUnit] ?? 0);
    return { limit: Number(limit), windowSeconds };
  };
  return text(`a number and a time from 1s to 7d, such as ${fallback}`, (value) => {
    const { limit, windowSeconds } = parse(value);
    return limit >= 1 && windowSeconds >= 1 && windowSeconds <= maxWindowSeconds;
  })
    .default(fallback)
    .transform(parse);
}

/** Returns whether the value is an origin: scheme, host and optional port, without a path. */
export function isOrigin(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.href === `${url.origin}/` && isHostName(url.hostname);
}

/**
 * Returns whether the value is a host name or an IP address, without scheme, port or path.
 * Wildcards are not allowed.
 */
export function isHostName(name: string): boolean {
  if (name.includes("*") || !URL.canParse(`http://${name}`)) return false;
  const { href, hostname } = new URL(`http://${name}`);
  return href === `http://${hostname}/`;
}
