import type { DomainEvents, LinkClicksEvent } from "../events/domainEvents.ts";

/** Time during which clicks are merged before they are delivered. */
export const flushIntervalMilliseconds = 750;
/** Maximum deliveries to one account per flush, over all its streams together. */
const maxDeliveriesPerFlush = 60;
const minLinksPerFlush = 2;
/**
 * Maximum pending links per feed. Clicks on further links are counted, but not delivered to
 * subscribers.
 */
const maxPendingLinks = 10_000;

type OnClicks = (clicks: readonly LinkClicksEvent[]) => void;

/** Delivers clicks by people to subscribers as they are written. */
export interface ClickFeeds {
  /**
   * Calls `onClicks` with clicks on the owner's link, or on all their links, until `signal` is aborted.
   * Clicks are merged by link and flushed every 750 ms. All subscribers to the same links receive the
   * same objects. A flush delivers at most `maxLinksPerFlush` links; the rest stay merged for the next
   * one.
   */
  subscribe(
    ownerId: number,
    linkId: number | undefined,
    signal: AbortSignal,
    onClicks: OnClicks,
  ): void;
  /**
   * Returns how many links one stream of this owner can receive per flush. The owner's streams share a
   * limit.
   */
  maxLinksPerFlush(ownerId: number): number;
}

interface Feed {
  ownerId: number;
  subscribers: Set<OnClicks>;
  pending: Map<number, LinkClicksEvent>;
  timer: NodeJS.Timeout | undefined;
}

export function createClickFeeds(events: DomainEvents): ClickFeeds {
  /** Feeds by owner, and by owner and link. */
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
      // The listener also signals to other processes that this process has subscribers.
      if (feeds.size === 0) events.on("link.clicked", recordClicks);
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
        if (feeds.size === 0) events.off("link.clicked", recordClicks);
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

/** Adds clicks to those of the same link. Drops a new link if the map already holds `maxLinks` links. */
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

/** Removes and returns the clicks that have waited longest, of at most `count` links. */
export function takeFirst(merged: Map<number, LinkClicksEvent>, count: number): LinkClicksEvent[] {
  const taken: LinkClicksEvent[] = [];
  for (const [linkId, clicks] of merged) {
    if (taken.length === count) break;
    taken.push(clicks);
    merged.delete(linkId);
  }
  return taken;
}
