/** The reader's languages; numbers, dates and names are written by their rules. */
export const languages = [...navigator.languages];

/** Makes a formatter when it is first needed: each costs milliseconds before a page is there. */
function once<Formatter>(make: () => Formatter): () => Formatter {
  let made: Formatter | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const numbers = once(() => new Intl.NumberFormat(languages));
const compactNumbers = once(() => new Intl.NumberFormat(languages, { notation: "compact" }));
const shares = once(
  () => new Intl.NumberFormat(languages, { style: "percent", maximumFractionDigits: 1 }),
);
const moments = once(
  () => new Intl.DateTimeFormat(languages, { dateStyle: "medium", timeStyle: "short" }),
);
const exactMoments = once(
  () => new Intl.DateTimeFormat(languages, { dateStyle: "full", timeStyle: "long" }),
);
// The words for neighbours would be wrong: "yesterday" of what is 33 hours ago is the day before it.
const distances = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "always" }));
const presence = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "auto" }));

/** The language in which `formatRelative` and its like speak, for `lang` attributes. */
export const locale = once(() => distances().resolvedOptions().locale);

/** 12345 as 12,345. */
export const formatNumber = (value: number): string => numbers().format(value);

/** 12345 as 12K, for where there is little room. */
export const formatCompact = (value: number): string => compactNumbers().format(value);

/** 0.125 as 12.5%. What is more than nothing never becomes 0%. */
export function formatShare(share: number): string {
  const least = 0.001;
  return share > 0 && share < least ? `<${shares().format(least)}` : shares().format(share);
}

/** Day and time, to the minute. */
export const formatMoment = (value: string | number): string => moments().format(new Date(value));

/** Weekday, day and time with its zone, to the second. */
export const formatExactMoment = (value: string | number): string =>
  exactMoments().format(new Date(value));

const units = [
  ["year", 31_556_952],
  ["month", 2_629_746],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How far a moment is from now, such as "3 hours ago" or "in 2 days". Within a minute it is now. */
export function formatRelative(value: string | number, now: number): string {
  const seconds = (new Date(value).getTime() - now) / 1_000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return distances().format(Math.round(seconds / length), unit);
  }
  return presence().format(0, "second");
}
