/** The reader's languages, used to format numbers, dates and names. */
export const languages = [...navigator.languages];

/** Creates a formatter on first use: each takes milliseconds, which would delay the page. */
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
// The words for adjacent days would be wrong: "yesterday" for 33 hours ago can be two days ago.
const relativeTime = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "always" }));
const relativeNow = once(() => new Intl.RelativeTimeFormat(languages, { numeric: "auto" }));

/** Returns the language of `formatRelative` and similar functions, for `lang` attributes. */
export const locale = once(() => relativeTime().resolvedOptions().locale);

/** Formats 12345 as 12,345. */
export const formatNumber = (value: number): string => numbers().format(value);

/** Formats 12345 as 12K, for narrow spaces. */
export const formatCompact = (value: number): string => compactNumbers().format(value);

/** Formats 0.125 as 12.5%. A share above zero is never shown as 0%. */
export function formatShare(share: number): string {
  const minShare = 0.001;
  return share > 0 && share < minShare ? `<${shares().format(minShare)}` : shares().format(share);
}

/** Formats day and time to the minute. */
export const formatDateTime = (value: string | number): string =>
  dateTimes().format(new Date(value));

/** Formats weekday, day and time to the second, with the time zone. */
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

/** Formats a time relative to now, such as "3 hours ago" or "in 2 days"; "now" within a minute. */
export function formatRelative(value: string | number, now: number): string {
  const seconds = (new Date(value).getTime() - now) / 1_000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length)
      return relativeTime().format(Math.round(seconds / length), unit);
  }
  return relativeNow().format(0, "second");
}
