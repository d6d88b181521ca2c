import type { DomainEvents } from "../events.ts";
import type { LinkClicksEvent } from "./writeClicks.ts";

/** Time to merge clicks. */
export const flushIntervalMilliseconds = 750;
/** Of one account in a round, through all its streams together. */
const maxDeliveriesPerFlush = 60;
const minLinksPerFlush = 2;
/** Clicks on further links are counted all the same, but nobody who watches hears of them. */
const maxPendingLinks = 10_000;

type OnClicks = (clicks: readonly LinkClicksEvent[]) => void;

/** Clicks of people as they are written, for those who watch. */
export interface ClickFeeds {
  /**
   * Tells clicks on the owner's link, or on all their links, until `signal` is aborted: merged by link,
   * a round of 750 ms apart. All who hear of the same links get the same objects. A round has at most
   * `maxLinksPerFlush` links; what is left stays merged for the next.
   */
  subscribe(
    ownerId: number,
    linkId: number | undefined,
    signal: AbortSignal,
    onClicks: OnClicks,
  ): void;
  /** How many links a stream of this owner may deliver in a round, in which all of them share. */
  maxLinksPerFlush(ownerId: number): number;
}

interface Feed {
  ownerId: number;
  subscribers: Set<OnClicks>;
  pending: Map<number, LinkClicksEvent>;
  timer: NodeJS.Timeout | undefined;
}

export function createClickFeeds(events: DomainEvents): ClickFeeds {
  /** By owner, and by owner and link. */
  const feeds = new Map<string, Feed>();
  const streams = new Map<number, number>();

  function recordClicks(linkClicks: LinkClicksEvent[]): void {
    for (const clicks of linkClicks) {
      addToFeed(feeds.get(toFeedKey(clicks.ownerId)), clicks);
      addToFeed(feeds.get(toFeedKey(clicks.ownerId, clicks.linkId)), clicks);
    }
  }

  function addToFeed(feed: Feed | undefined, clicks: LinkClicksEvent): void {
    if (!feed) return;
    mergeClicks(feed.pending, clicks, maxPendingLinks);
    feed.timer ??= setTimeout(flush, flushIntervalMilliseconds, feed);
  }

  function flush(feed: Feed): void {
    const delivered = takeFirst(feed.pending, maxLinksPerFlush(feed.ownerId));
    feed.timer =
      feed.pending.size > 0 ? setTimeout(flush, flushIntervalMilliseconds, feed) : undefined;
    for (const onClicks of feed.subscribers) onClicks(delivered);
  }

  function maxLinksPerFlush(ownerId: number): number {
    const share = Math.floor(maxDeliveriesPerFlush / (streams.get(ownerId) ?? 1));
    return Math.max(minLinksPerFlush, share);
  }

  return {
    maxLinksPerFlush,
    subscribe: (ownerId, linkId, signal, onClicks) => {
      const key = toFeedKey(ownerId, linkId);
      const feed = feeds.get(key) ?? createFeed(ownerId);
      // To listen is also to tell other processes that somebody watches.
      if (feeds.size === 0) events.on("linksClicked", recordClicks);
      feeds.set(key, feed);
      feed.subscribers.add(onClicks);
      streams.set(ownerId, (streams.get(ownerId) ?? 0) + 1);
      const unsubscribe = () => {
        feed.subscribers.delete(onClicks);
        const remaining = (streams.get(ownerId) ?? 1) - 1;
        if (remaining === 0) streams.delete(ownerId);
        else streams.set(ownerId, remaining);
        if (feed.subscribers.size > 0) return;
        clearTimeout(feed.timer);
        feeds.delete(key);
        if (feeds.size === 0) events.off("linksClicked", recordClicks);
      };
      signal.addEventListener("abort", unsubscribe, { once: true });
    },
  };
}

function createFeed(ownerId: number): Feed {
  return { ownerId, subscribers: new Set(), pending: new Map(), timer: undefined };
}

function toFeedKey(ownerId: number, linkId?: number): string {
  return linkId === undefined ? `${ownerId}` : `${ownerId} ${linkId}`;
}

/** Adds clicks to those of the same link, unless they are of one link too many. */
export function mergeClicks(
  merged: Map<number, LinkClicksEvent>,
  clicks: LinkClicksEvent,
  maxLinks = Number.POSITIVE_INFINITY,
): void {
  const existing = merged.get(clicks.linkId);
  if (existing) {
    const at = Math.max(clicks.at, existing.at);
    merged.set(clicks.linkId, { ...clicks, clicks: clicks.clicks + existing.clicks, at });
  } else if (merged.size < maxLinks) merged.set(clicks.linkId, clicks);
}

/** Takes those that have waited longest out of the map, so many at most. */
export function takeFirst(merged: Map<number, LinkClicksEvent>, count: number): LinkClicksEvent[] {
  const taken: LinkClicksEvent[] = [];
  for (const [linkId, clicks] of merged) {
    if (taken.length === count) break;
    taken.push(clicks);
    merged.delete(linkId);
  }
  return taken;
}
