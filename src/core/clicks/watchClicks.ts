import { type Actor, requireScope, type SignedInActor } from "../actors/actor.ts";
import { hasActiveCredential } from "../actors/credentialValidity.ts";
import { toDatabaseUnavailableError } from "../databaseUnavailable.ts";
import { type LinkReference, requireOwnedLink } from "../links/readLinks.ts";
import { flushIntervalMilliseconds, mergeClicks, takeFirst } from "./clickFeeds.ts";
import type { LinkClicksEvent } from "./writeClicks.ts";

/**
 * People's clicks on one of the actor's links, or on all of them, as they happen. Those of one link
 * come merged, at most once in 750 ms, and for a slow reader in as long as it takes. Where more links
 * are clicked than a round may bring, the others come in later ones. Ends by itself
 * within a second when the actor's token or session does, and when the service stops. Needs
 * `stats:read`. Throws LinkNotFoundError, and SubscriptionLimitError where the user has 20 open.
 */
export async function watchClicks(
  actor: Actor,
  reference?: LinkReference,
): Promise<AsyncIterableIterator<LinkClicksEvent>> {
  const signedIn = requireScope(actor, "stats:read");
  const link = reference && (await requireOwnedLink(actor, reference, "stats:read"));
  const controller = new AbortController();
  signedIn.service.subscriptionLimiter.acquire(signedIn.userId, controller.signal);
  const batches = streamClicks(signedIn, link?.id, controller);
  const clicks: AsyncIterableIterator<LinkClicksEvent> = {
    next: () => batches.next(),
    // A generator that waits would notice only with the next click that its reader is gone.
    return: () => {
      controller.abort();
      return batches.return(undefined);
    },
    [Symbol.asyncIterator]: () => clicks,
  };
  return clicks;
}

async function* streamClicks(
  actor: SignedInActor,
  linkId: number | undefined,
  controller: AbortController,
): AsyncGenerator<LinkClicksEvent, undefined> {
  const { events, clickFeeds } = actor.service;
  const { signal } = controller;
  const pending = new Map<number, LinkClicksEvent>();
  let wake = () => {};
  clickFeeds.subscribe(actor.userId, linkId, signal, (batch) => {
    for (const clicks of batch) mergeClicks(pending, clicks);
    wake();
  });
  const abort = () => controller.abort();
  events.on("shutdownStarted", abort);
  let isStalled = false;
  const checkTimer = setInterval(() => {
    if (isStalled)
      isAuthorized(actor).then((isStillAuthorized) => isStillAuthorized || abort(), abort);
    else wake();
  }, flushIntervalMilliseconds).unref();
  const cleanUp = () => {
    clearInterval(checkTimer);
    events.off("shutdownStarted", abort);
    pending.clear();
    wake();
  };
  // A reader who reads no more never lets it come to its own end.
  signal.addEventListener("abort", cleanUp, { once: true });
  /** Waits for news, or for the time to ask whether the actor may still watch. */
  const nextBatch = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) resolve();
    });
  try {
    while (!signal.aborted) {
      await nextBatch();
      if (signal.aborted || !(await isAuthorized(actor))) return undefined;
      const started = performance.now();
      for (const clicks of takeFirst(pending, clickFeeds.maxLinksPerFlush(actor.userId))) {
        const isOverdue = performance.now() - started > flushIntervalMilliseconds;
        if (signal.aborted || (isOverdue && !(await isAuthorized(actor)))) return undefined;
        isStalled = true;
        yield clicks;
        isStalled = false;
      }
    }
    return undefined;
  } finally {
    abort();
  }
}

/** While the database is away nobody can tell, and nothing is written that could be watched. */
async function isAuthorized(actor: SignedInActor): Promise<boolean> {
  return hasActiveCredential(actor).catch((error) => {
    if (toDatabaseUnavailableError(error)) return true;
    throw error;
  });
}
