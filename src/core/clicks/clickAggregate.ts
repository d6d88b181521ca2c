import type { ClickRow } from "../../db/clickStore.ts";
import { emptyLinkClickCount, type LinkClickCount, mergeCounts } from "./linkClickCount.ts";

/** Dimensions that clicks by people are counted by, in addition to time. */
export const dimensions = ["referrer", "country", "browser", "system", "device"] as const;
export type Dimension = (typeof dimensions)[number];

/** Counts that a batch adds for one link, or for all links of a user. */
export interface ClickAggregate {
  count: LinkClickCount;
  /** Clicks by known value. The rest of the count has an unknown value. */
  values: Record<Dimension, Map<string, number>>;
  /** Visitor hashes of these clicks. The same hash can occur twice. */
  visitorHashes: Set<Buffer>;
}

export function emptyAggregate(subjectId: number): ClickAggregate {
  return {
    count: emptyLinkClickCount(subjectId),
    values: {
      referrer: new Map(),
      country: new Map(),
      browser: new Map(),
      system: new Map(),
      device: new Map(),
    },
    visitorHashes: new Set(),
  };
}

export function addClick(aggregate: ClickAggregate, click: ClickRow, counted: boolean): void {
  if (click.isBot) {
    aggregate.count.bots += 1;
    return;
  }
  aggregate.count.clicks += 1;
  if (!counted) aggregate.count.uncounted += 1;
  aggregate.count.lastClickedAt = Math.max(aggregate.count.lastClickedAt, click.at);
  increase(aggregate, "referrer", click.referrerHost, 1);
  increase(aggregate, "country", click.country, 1);
  increase(aggregate, "browser", click.browser, 1);
  increase(aggregate, "system", click.system, 1);
  increase(aggregate, "device", click.device, 1);
  if (click.visitorMark) aggregate.visitorHashes.add(click.visitorMark);
}

/** Adds all counts of another aggregate. */
export function mergeAggregates(aggregate: ClickAggregate, other: ClickAggregate): void {
  mergeCounts(aggregate.count, other.count);
  for (const dimension of dimensions) {
    for (const [value, clicks] of other.values[dimension]) {
      increase(aggregate, dimension, value, clicks);
    }
  }
  for (const hash of other.visitorHashes) aggregate.visitorHashes.add(hash);
}

function increase(
  aggregate: ClickAggregate,
  dimension: Dimension,
  value: string | null,
  clicks: number,
): void {
  if (value === null) return;
  const counts = aggregate.values[dimension];
  counts.set(value, (counts.get(value) ?? 0) + clicks);
}
