import type { DomainEvents } from "../events.ts";
import type { LinkClicks } from "./writeClicks.ts";

/** Time to merge clicks. */
export const roundMilliseconds = 750;
/** Of one account in a round, through all its streams together. */
const deliveriesPerRound = 60;
const leastPerRound = 2;
/** Clicks on further links are counted all the same, but nobody who watches hears of them. */
const pendingLinksAtMost = 10_000;

type Hear = (clicks: readonly LinkClicks[]) => void;

/** Clicks of people as they are written, for those who watch. */
export interface ClickFeeds {
  /**
   * Tells clicks on the owner's link, or on all their links, until `ending` is aborted: merged by link,
   * a round of 750 ms apart. All who hear of the same links get the same objects. A round has at most
   * `perRound` links; what is left stays merged for the next.
   */
  follow(ownerId: number, linkId: number | undefined, ending: AbortSignal, hear: Hear): void;
  /** How many links a stream of this owner may deliver in a round, in which all of them share. */
  perRound(ownerId: number): number;
}

interface Feed {
  ownerId: number;
  followers: Set<Hear>;
  pending: Map<number, LinkClicks>;
  timer: NodeJS.Timeout | undefined;
}

export function createClickFeeds(events: DomainEvents): ClickFeeds {
  /** By owner, and by owner and link. */
  const feeds = new Map<string, Feed>();
  const streams = new Map<number, number>();

  function note(news: LinkClicks[]): void {
    for (const clicks of news) {
      add(feeds.get(keyOf(clicks.ownerId)), clicks);
      add(feeds.get(keyOf(clicks.ownerId, clicks.linkId)), clicks);
    }
  }

  function add(feed: Feed | undefined, clicks: LinkClicks): void {
    if (!feed) return;
    mergeClicks(feed.pending, clicks, pendingLinksAtMost);
    feed.timer ??= setTimeout(endRound, roundMilliseconds, feed);
  }

  function endRound(feed: Feed): void {
    const round = takeFirst(feed.pending, perRound(feed.ownerId));
    feed.timer = feed.pending.size > 0 ? setTimeout(endRound, roundMilliseconds, feed) : undefined;
    for (const hear of feed.followers) hear(round);
  }

  function perRound(ownerId: number): number {
    const share = Math.floor(deliveriesPerRound / (streams.get(ownerId) ?? 1));
    return Math.max(leastPerRound, share);
  }

  return {
    perRound,
    follow: (ownerId, linkId, ending, hear) => {
      const key = keyOf(ownerId, linkId);
      const feed = feeds.get(key) ?? open(ownerId);
      // To listen is also to tell other processes that somebody watches.
      if (feeds.size === 0) events.on("linksClicked", note);
      feeds.set(key, feed);
      feed.followers.add(hear);
      streams.set(ownerId, (streams.get(ownerId) ?? 0) + 1);
      const leave = () => {
        feed.followers.delete(hear);
        const left = (streams.get(ownerId) ?? 1) - 1;
        if (left === 0) streams.delete(ownerId);
        else streams.set(ownerId, left);
        if (feed.followers.size > 0) return;
        clearTimeout(feed.timer);
        feeds.delete(key);
        if (feeds.size === 0) events.off("linksClicked", note);
      };
      ending.addEventListener("abort", leave, { once: true });
    },
  };
}

function open(ownerId: number): Feed {
  return { ownerId, followers: new Set(), pending: new Map(), timer: undefined };
}

function keyOf(ownerId: number, linkId?: number): string {
  return linkId === undefined ? `${ownerId}` : `${ownerId} ${linkId}`;
}

/** Adds clicks to those of the same link, unless they are of one link too many. */
export function mergeClicks(
  merged: Map<number, LinkClicks>,
  clicks: LinkClicks,
  linksAtMost = Number.POSITIVE_INFINITY,
): void {
  const known = merged.get(clicks.linkId);
  if (known) {
    const at = Math.max(clicks.at, known.at);
    merged.set(clicks.linkId, { ...clicks, clicks: clicks.clicks + known.clicks, at });
  } else if (merged.size < linksAtMost) merged.set(clicks.linkId, clicks);
}

/** Takes those that have waited longest out of the map, so many at most. */
export function takeFirst(merged: Map<number, LinkClicks>, count: number): LinkClicks[] {
  const taken: LinkClicks[] = [];
  for (const [linkId, clicks] of merged) {
    if (taken.length === count) break;
    taken.push(clicks);
    merged.delete(linkId);
  }
  return taken;
}
