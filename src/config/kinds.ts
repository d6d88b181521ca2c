import { z } from "zod";

// Each kind says in words of ours what a value must be and gives an example. Nothing of zod's own
// messages reaches an operator: they speak of types, which an environment does not have.

const secondsOfUnit = { s: 1, m: 60, h: 3_600, d: 86_400 };
const maxWindowSeconds = 7 * secondsOfUnit.d;

/** A text that meets the condition. The rule goes on after "must be". */
export function text(rule: string, isAllowed: RegExp | ((value: string) => boolean)) {
  const meets = isAllowed instanceof RegExp ? (value: string) => isAllowed.test(value) : isAllowed;
  return z.string().refine(meets, { error: `must be ${rule}`, abort: true });
}

/** The rule says more than the bounds where these do not explain themselves. */
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

/** One of several words, the last of which is the example. */
export function word<const Words extends readonly [string, string, ...string[]]>(words: Words) {
  const listed = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return z.enum(words as unknown as [Words[number], ...Words[number][]], {
    error: `must be ${listed}, such as ${words.at(-1)}`,
  });
}

/** Several texts, separated by commas, with none left empty. */
export function list(rule: string, isAllowed: (item: string) => boolean) {
  const toItems = (value: string) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean);
  return text(rule, (value) => toItems(value).every(isAllowed)).transform(toItems);
}

/** So many tries in so long a time, such as 30/15m. */
export function rateLimit(fallback: string) {
  const parse = (value: string) => {
    const [, limit, length, unit] = /^(\d{1,9})\/(\d{1,6})([smhd])$/.exec(value) ?? [];
    const windowSeconds = Number(length) * (secondsOfUnit[unit as keyof typeof secondsOfUnit] ?? 0);
    return { limit: Number(limit), windowSeconds };
  };
  return text(`a number of tries and a time from 1s to 7d, such as ${fallback}`, (value) => {
    const { limit, windowSeconds } = parse(value);
    return limit >= 1 && windowSeconds >= 1 && windowSeconds <= maxWindowSeconds;
  })
    .default(fallback)
    .transform(parse);
}

/** The scheme and host of a page's address, and its port, with nothing behind. */
export function isOrigin(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.href === `${url.origin}/` && isHostName(url.hostname);
}

/** A name or an address, without scheme, port or path. A star stands for no name here. */
export function isHostName(name: string): boolean {
  if (name.includes("*") || !URL.canParse(`http://${name}`)) return false;
  const { href, hostname } = new URL(`http://${name}`);
  return href === `http://${hostname}/`;
}
