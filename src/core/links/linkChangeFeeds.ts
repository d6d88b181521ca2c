import type { DomainEvents, LinkEvent } from "../events/domainEvents.ts";
import { createLinkFeeds, type LinkFeeds } from "../subscriptions/linkFeeds.ts";

/** What happened to a link. */
export interface LinkChangeEvent {
  linkId: number;
  ownerId: number;
  kind: "CREATED" | "UPDATED" | "DELETED";
}

/** Delivers changes of links to subscribers as they are written. */
export type LinkChangeFeeds = LinkFeeds<LinkChangeEvent>;

export function createLinkChangeFeeds(events: DomainEvents): LinkChangeFeeds {
  const feeds: LinkChangeFeeds = createLinkFeeds({
    // A link that was created and updated since the last event is new to the subscriber.
    merge: (earlier, later) =>
      earlier.kind === "CREATED" && later.kind === "UPDATED" ? earlier : later,
    connect: () => {
      const record = (kind: LinkChangeEvent["kind"]) => {
        return ({ linkId, ownerId }: LinkEvent) => feeds.record([{ linkId, ownerId, kind }]);
      };
      const [created, updated, deleted] = [record("CREATED"), record("UPDATED"), record("DELETED")];
      events.on("link.created", created).on("link.updated", updated).on("link.deleted", deleted);
      return () =>
        events
          .off("link.created", created)
          .off("link.updated", updated)
          .off("link.deleted", deleted);
    },
  });
  return feeds;
}
