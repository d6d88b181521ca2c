import type { ClickRow } from "../../db/clickStore.ts";
import { addCount, type Count, emptyCount } from "./count.ts";

/** What people's clicks are counted by, beside time. */
export const dimensions = ["referrer", "country", "browser", "system", "device"] as const;
export type Dimension = (typeof dimensions)[number];

/** What a batch adds to the counts of one link, or of all links of a user. */
export interface Tally {
  count: Count;
  /** Clicks by what is known of them. What is not is the rest of the count. */
  values: Record<Dimension, Map<string, number>>;
  /** Marks of the people among them. The same one may be there twice. */
  marks: Set<Buffer>;
}

export function emptyTally(subjectId: number): Tally {
  return {
    count: emptyCount(subjectId),
    values: {
      referrer: new Map(),
      country: new Map(),
      browser: new Map(),
      system: new Map(),
      device: new Map(),
    },
    marks: new Set(),
  };
}

export function tallyClick(tally: Tally, click: ClickRow, counted: boolean): void {
  if (click.isBot) {
    tally.count.bots += 1;
    return;
  }
  tally.count.clicks += 1;
  if (!counted) tally.count.uncounted += 1;
  tally.count.lastClickedAt = Math.max(tally.count.lastClickedAt, click.at);
  increase(tally, "referrer", click.referrerHost, 1);
  increase(tally, "country", click.country, 1);
  increase(tally, "browser", click.browser, 1);
  increase(tally, "system", click.system, 1);
  increase(tally, "device", click.device, 1);
  if (click.visitorMark) tally.marks.add(click.visitorMark);
}

/** Adds all of another tally. */
export function tallyTally(tally: Tally, other: Tally): void {
  addCount(tally.count, other.count);
  for (const dimension of dimensions) {
    for (const [value, clicks] of other.values[dimension]) {
      increase(tally, dimension, value, clicks);
    }
  }
  for (const mark of other.marks) tally.marks.add(mark);
}

function increase(tally: Tally, dimension: Dimension, value: string | null, clicks: number): void {
  if (value === null) return;
  const counts = tally.values[dimension];
  counts.set(value, (counts.get(value) ?? 0) + clicks);
}
