/** The reader's languages; numbers, dates and names are written by their rules. */
export const languages = [...navigator.languages];

/** Makes a formatter when it is first needed: each costs milliseconds before a page is there. */
function once<Formatter>(create: () => Formatter): () => Formatter {
  let formatter: Formatter | undefined;
  return () => {
    formatter ??= create();
    return formatter;
  };
}

const numbers = once(() => new Intl.NumberFormat(languages));
const compactNumbers = once(() => new Intl.NumberFormat(languages, { notation: "compact" }));
const shares = once(
  () => new Intl.NumberFormat(languages, { style: "percent", maximumFractionDigits: 1 }),
);
const dateTimes = once(
  () => new Intl.DateTimeFormat(languages, { dateStyle: "medium", timeStyle: "short" }),
);
const fullDateTimes = once(
  () => new Intl.DateTimeFormat(languages, { dateStyle: "full", timeStyle: "long" }),
);
// The words for neighbours would be wrong: "yesterday" of what is 33 hours ago is the day before it.
const relativeTime = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "always" }));
const relativeNow = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "auto" }));

/** The language in which `formatRelative` and its like speak, for `lang` attributes. */
export const locale = once(() => relativeTime().resolvedOptions().locale);

/** 12345 as 12,345. */
export const formatNumber = (value: number): string => numbers().format(value);

/** 12345 as 12K, for where there is little room. */
export const formatCompact = (value: number): string => compactNumbers().format(value);

/** 0.125 as 12.5%. What is more than nothing never becomes 0%. */
export function formatShare(share: number): string {
  const minShare = 0.001;
  return share > 0 && share < minShare ? `<${shares().format(minShare)}` : shares().format(share);
}

/** Day and time, to the minute. */
export const formatDateTime = (value: string | number): string =>
  dateTimes().format(new Date(value));

/** Weekday, day and time with its zone, to the second. */
export const formatFullDateTime = (value: string | number): string =>
  fullDateTimes().format(new Date(value));

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
    if (Math.abs(seconds) >= length)
      return relativeTime().format(Math.round(seconds / length), unit);
  }
  return relativeNow().format(0, "second");
}
