import { nanoid } from "nanoid";

/** Time during which events are merged before they are delivered. */
export const flushIntervalMilliseconds = 750;
/** Maximum deliveries to one account per flush, over all its streams together. */
const maxDeliveriesPerFlush = 60;
const minLinksPerFlush = 2;
/** Maximum pending links per feed. Events of further links are not delivered to subscribers. */
const maxPendingLinks = 10_000;
/** How long delivered events are kept for streams that reconnect. */
export const replayMilliseconds = 60_000;
const maxReplayedEvents = 1_000;
/** Maximum feeds of an account that are kept without a subscriber. */
const maxUnwatchedFeeds = 20;

/** An event about a link. Events of the same link can be merged. */
export interface LinkFeedEvent {
  linkId: number;
  ownerId: number;
}

/** An event with its number in the feed. */
export interface FeedItem<Event> {
  number: number;
  event: Event;
}

type OnItems<Event> = (items: readonly FeedItem<Event>[]) => void;

/** Where a subscription starts in its feed. */
export interface FeedStart<Event> {
  feedId: string;
  /** Number of the event before the first that the subscription receives. */
  number: number;
  /** Events since the last one that the subscriber received. Null if any of them is unknown. */
  missed: readonly FeedItem<Event>[] | null;
}

/** Delivers events about links to subscribers. */
export interface LinkFeeds<Event extends LinkFeedEvent> {
  /**
   * Calls `onItems` with events of the owner's link, or of all their links, until `signal` is aborted.
   * Events are merged by link and flushed every 750 ms. All subscribers to the same links receive the
   * same objects. A flush delivers at most `maxLinksPerFlush` links; the rest stay merged for the next
   * one. `lastEventId` is the id of the last event that the subscriber received before.
   */
  subscribe(
    subject: { ownerId: number; linkId: number | undefined },
    lastEventId: string | undefined,
    signal: AbortSignal,
    onItems: OnItems<Event>,
  ): FeedStart<Event>;
  /** Records events. Does nothing for links without a subscriber. */
  record(events: readonly Event[]): void;
  /**
   * Returns how many links one stream of this owner can receive per flush. The owner's streams share a
   * limit.
   */
  maxLinksPerFlush(ownerId: number): number;
  /** Merges a later event of the same link into an earlier one. */
  merge(earlier: Event, later: Event): Event;
}

interface Feed<Event> {
  id: string;
  ownerId: number;
  subscribers: Set<OnItems<Event>>;
  pending: Map<number, Event>;
  timer: NodeJS.Timeout | undefined;
  /** Number of the last delivered event. */
  number: number;
  delivered: (FeedItem<Event> & { at: number })[];
  expiry: NodeJS.Timeout | undefined;
}

interface LinkFeedsOptions<Event> {
  merge(earlier: Event, later: Event): Event;
  /** Called when the first feed opens. Returns a function that is called after the last has closed. */
  connect(): () => void;
}

/**
 * Creates feeds in the memory of this process. A feed outlives its last subscriber by a minute, so
 * that a stream that reconnects receives what it has missed.
 */
export function createLinkFeeds<Event extends LinkFeedEvent>({
  merge,
  connect,
}: LinkFeedsOptions<Event>): LinkFeeds<Event> {
  /** Feeds by owner, and by owner and link. */
  const feeds = new Map<string, Feed<Event>>();
  const streams = new Map<number, number>();
  let disconnect = () => {};

  function addToFeed(feed: Feed<Event> | undefined, event: Event): void {
    if (!feed) return;
    mergeEvent(feed.pending, event, merge, maxPendingLinks);
    feed.timer ??= setTimeout(flush, flushIntervalMilliseconds, feed);
  }

  function flush(feed: Feed<Event>): void {
    const events = takeFirst(feed.pending, maxLinksPerFlush(feed.ownerId));
    feed.timer =
      feed.pending.size > 0 ? setTimeout(flush, flushIntervalMilliseconds, feed) : undefined;
    const at = performance.now();
    const items = events.map((event) => {
      feed.number += 1;
      return { number: feed.number, event, at };
    });
    const kept = feed.delivered.filter((item) => item.at > at - replayMilliseconds);
    feed.delivered = [...kept, ...items].slice(-maxReplayedEvents);
    for (const onItems of feed.subscribers) onItems(items);
  }

  function maxLinksPerFlush(ownerId: number): number {
    const share = Math.floor(maxDeliveriesPerFlush / (streams.get(ownerId) ?? 1));
    return Math.max(minLinksPerFlush, share);
  }

  function openFeed(key: string, ownerId: number): Feed<Event> {
    const existing = feeds.get(key);
    if (existing) return existing;
    if (feeds.size === 0) disconnect = connect();
    const feed: Feed<Event> = {
      id: nanoid(10),
      ownerId,
      subscribers: new Set(),
      pending: new Map(),
      timer: undefined,
      number: 0,
      delivered: [],
      expiry: undefined,
    };
    feeds.set(key, feed);
    return feed;
  }

  function closeFeed(key: string, feed: Feed<Event>): void {
    clearTimeout(feed.timer);
    clearTimeout(feed.expiry);
    feeds.delete(key);
    if (feeds.size === 0) disconnect();
  }

  /** Closes the oldest feeds of the owner beyond the limit: callers choose the links. */
  function closeUnwatchedFeeds(ownerId: number): void {
    const unwatched = [...feeds].filter(
      ([, feed]) => feed.ownerId === ownerId && feed.subscribers.size === 0,
    );
    for (const [key, feed] of unwatched.slice(0, -maxUnwatchedFeeds)) closeFeed(key, feed);
  }

  return {
    merge,
    maxLinksPerFlush,
    record: (events) => {
      for (const event of events) {
        addToFeed(feeds.get(toFeedKey(event.ownerId)), event);
        addToFeed(feeds.get(toFeedKey(event.ownerId, event.linkId)), event);
      }
    },
    subscribe: ({ ownerId, linkId }, lastEventId, signal, onItems) => {
      const key = toFeedKey(ownerId, linkId);
      const feed = openFeed(key, ownerId);
      clearTimeout(feed.expiry);
      feed.subscribers.add(onItems);
      streams.set(ownerId, (streams.get(ownerId) ?? 0) + 1);
      const unsubscribe = () => {
        feed.subscribers.delete(onItems);
        const remaining = (streams.get(ownerId) ?? 1) - 1;
        if (remaining === 0) streams.delete(ownerId);
        else streams.set(ownerId, remaining);
        if (feed.subscribers.size > 0) return;
        feed.expiry = setTimeout(closeFeed, replayMilliseconds, key, feed).unref();
        closeUnwatchedFeeds(ownerId);
      };
      signal.addEventListener("abort", unsubscribe, { once: true });
      return { feedId: feed.id, ...findMissed(feed, lastEventId) };
    },
  };
}

/** Returns the events after the one with this id, null if they are not known any more. */
function findMissed<Event>(
  { id, number, delivered }: Feed<Event>,
  lastEventId: string | undefined,
): Pick<FeedStart<Event>, "number" | "missed"> {
  if (lastEventId === undefined) return { number, missed: [] };
  const last = parseEventId(lastEventId, id);
  const missed = delivered.filter((item) => last !== undefined && item.number > last);
  const isComplete = last !== undefined && last + missed.length === number;
  return isComplete ? { number: last, missed } : { number, missed: null };
}

/** Returns the id of an event for its subscriber. */
export function formatEventId(feedId: string, number: number): string {
  return `${feedId}.${number}`;
}

/** Returns the number in an id of this feed, undefined for any other text. */
function parseEventId(eventId: string, feedId: string): number | undefined {
  const number = eventId.startsWith(`${feedId}.`) ? eventId.slice(feedId.length + 1) : "";
  return /^\d{1,15}$/.test(number) ? Number(number) : undefined;
}

function toFeedKey(ownerId: number, linkId?: number): string {
  return linkId === undefined ? `${ownerId}` : `${ownerId} ${linkId}`;
}

/** Adds an event to that of the same link. Drops a new link if the map already holds `maxLinks`. */
function mergeEvent<Event extends LinkFeedEvent>(
  merged: Map<number, Event>,
  event: Event,
  merge: (earlier: Event, later: Event) => Event,
  maxLinks: number,
): void {
  const existing = merged.get(event.linkId);
  if (existing) merged.set(event.linkId, merge(existing, event));
  else if (merged.size < maxLinks) merged.set(event.linkId, event);
}

/** Removes and returns the values that have waited longest, at most `count`. */
export function takeFirst<Value>(merged: Map<number, Value>, count: number): Value[] {
  const taken: Value[] = [];
  for (const [linkId, value] of merged) {
    if (taken.length === count) break;
    taken.push(value);
    merged.delete(linkId);
  }
  return taken;
}
