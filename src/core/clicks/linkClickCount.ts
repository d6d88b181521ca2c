import { isBot } from "./bots.ts";
import type { Visit } from "./visit.ts";

/** Counts of visits of one link. No other data of these visits is kept. */
export interface LinkClickCount {
  linkId: number;
  /** Visits by people. */
  clicks: number;
  /** Visits by people that the link's own count does not include yet. */
  uncounted: number;
  bots: number;
  /** Time of the latest visit by a person, in milliseconds; 0 if there was none. */
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
