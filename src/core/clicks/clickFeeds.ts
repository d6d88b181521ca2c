import type { DomainEvents, LinkClicksEvent } from "../events/domainEvents.ts";
import { createLinkFeeds, type LinkFeeds } from "../subscriptions/linkFeeds.ts";

/** Delivers clicks by people to subscribers as they are written. */
export type ClickFeeds = LinkFeeds<LinkClicksEvent>;

export function createClickFeeds(events: DomainEvents): ClickFeeds {
  const feeds: ClickFeeds = createLinkFeeds({
    merge: (earlier, later) => ({
      ...later,
      clicks: earlier.clicks + later.clicks,
      at: Math.max(earlier.at, later.at),
    }),
    // The listener also signals to other processes that this process has subscribers.
    connect: () => {
      events.on("link.clicked", feeds.record);
      return () => events.off("link.clicked", feeds.record);
    },
  });
  return feeds;
}
