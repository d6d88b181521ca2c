import { type Actor, requireScope } from "../auth/actor.ts";
import { type StreamEvent, watchFeed } from "../subscriptions/watchFeed.ts";
import type { LinkChangeEvent } from "./linkChangeFeeds.ts";
import { type LinkReference, requireOwnedLink } from "./readLinks.ts";

/**
 * Returns changes of one of the actor's links, or of all of them, as they happen: see `watchFeed`, which
 * throws as well. Clicks are no changes. Requires `links:read`. Throws LinkNotFoundError.
 */
export async function watchLinks(
  actor: Actor,
  reference: LinkReference | undefined,
  lastEventId: string | undefined,
): Promise<AsyncIterableIterator<StreamEvent<LinkChangeEvent>>> {
  const signedIn = requireScope(actor, "links:read");
  const link = reference && (await requireOwnedLink(actor, reference, "links:read"));
  return watchFeed(signedIn, {
    feeds: signedIn.services.linkChangeFeeds,
    scope: "links:read",
    linkId: link?.id,
    linkIds: null,
    lastEventId,
    toPayloads: (changes) => changes,
  });
}
