import { isBot } from "./bots.ts";
import type { Visit } from "./visit.ts";

/** Visits of one link, of which nothing is known any more but how many they were. */
export interface LinkClickCount {
  linkId: number;
  /** Visits of people. */
  clicks: number;
  /** Those of them that the link's own count does not hold yet. */
  uncounted: number;
  bots: number;
  /** Of the latest person, in milliseconds; 0 where there was none. */
  lastClickedAt: number;
}

export function emptyLinkClickCount(linkId: number): LinkClickCount {
  return { linkId, clicks: 0, uncounted: 0, bots: 0, lastClickedAt: 0 };
}

export function addVisit(count: LinkClickCount, { at, counted, userAgent }: Visit): void {
  if (isBot(userAgent)) {
    count.bots += 1;
    return;
  }
  count.clicks += 1;
  if (!counted) count.uncounted += 1;
  count.lastClickedAt = Math.max(count.lastClickedAt, at);
}

export function mergeCounts(count: LinkClickCount, other: LinkClickCount): void {
  count.clicks += other.clicks;
  count.uncounted += other.uncounted;
  count.bots += other.bots;
  count.lastClickedAt = Math.max(count.lastClickedAt, other.lastClickedAt);
}
