import { type Actor, requireScope } from "../auth/actor.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
import { type LinkReference, requireOwnedLink } from "../links/readLinks.ts";
import { type StreamEvent, type WatchOptions, watchFeed } from "../subscriptions/watchFeed.ts";

type Stream<Payload> = AsyncIterableIterator<StreamEvent<Payload>>;

/**
 * Returns clicks by people on one of the actor's links, or on all of them, as they happen: see
 * `watchFeed`, which throws as well. Requires `stats:read`. Throws LinkNotFoundError.
 */
export async function watchClicks(
  actor: Actor,
  reference: LinkReference | undefined,
  lastEventId: string | undefined,
): Promise<Stream<LinkClicksEvent>> {
  const signedIn = requireScope(actor, "stats:read");
  const link = reference && (await requireOwnedLink(actor, reference, "stats:read"));
  return watchFeed(signedIn, {
    ...options(signedIn, lastEventId),
    linkId: link?.id,
    linkIds: null,
    toPayloads: (clicks) => clicks,
  });
}

/**
 * Returns the same for several links, or for all of the actor's, with one event for all clicks of
 * about a second. Ids of other links are ignored.
 */
export function watchClicksOfLinks(
  actor: Actor,
  linkIds: readonly number[] | null,
  lastEventId: string | undefined,
): Stream<LinkClicksEvent[]> {
  const signedIn = requireScope(actor, "stats:read");
  return watchFeed(signedIn, {
    ...options(signedIn, lastEventId),
    linkId: undefined,
    linkIds: linkIds && new Set(linkIds),
    toPayloads: (clicks) => [clicks],
  });
}

function options({ services }: Pick<Actor, "services">, lastEventId: string | undefined) {
  const common = { feeds: services.clickFeeds, scope: "stats:read", lastEventId } as const;
  return common satisfies Partial<WatchOptions<LinkClicksEvent>>;
}
