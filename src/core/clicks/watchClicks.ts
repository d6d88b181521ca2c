import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import { hasActiveCredential } from "../auth/credentialValidity.ts";
import { toDatabaseUnavailableError } from "../databaseUnavailable.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
import { type LinkReference, requireOwnedLink } from "../links/readLinks.ts";
import { flushIntervalMilliseconds, mergeClicks, takeFirst } from "./clickFeeds.ts";

/**
 * Returns clicks by people on one of the actor's links, or on all of them, as they happen. Clicks on
 * one link are merged into one event per 750 ms at most, and fewer for a slow subscriber. If more links
 * are clicked than a flush can deliver, the others follow in later ones. Ends within a second when the
 * actor's token or session ends, and when the service stops. Requires `stats:read`. Throws
 * LinkNotFoundError, and SubscriptionLimitError if the user has 20 streams open.
 */
export async function watchClicks(
  actor: Actor,
  reference?: LinkReference,
): Promise<AsyncIterableIterator<LinkClicksEvent>> {
  const signedIn = requireScope(actor, "stats:read");
  const link = reference && (await requireOwnedLink(actor, reference, "stats:read"));
  const controller = new AbortController();
  signedIn.services.subscriptionLimiter.acquire(signedIn.userId, controller.signal);
  const batches = streamClicks(signedIn, link?.id, controller);
  const clicks: AsyncIterableIterator<LinkClicksEvent> = {
    next: () => batches.next(),
    // A waiting generator would notice only at the next click that its consumer has stopped.
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
  const { shutdownSignal, clickFeeds } = actor.services;
  const { signal } = controller;
  const pending = new Map<number, LinkClicksEvent>();
  let wake = () => {};
  clickFeeds.subscribe(actor.userId, linkId, signal, (batch) => {
    for (const clicks of batch) mergeClicks(pending, clicks);
    wake();
  });
  const abort = () => controller.abort();
  shutdownSignal.addEventListener("abort", abort);
  let isStalled = false;
  const checkTimer = setInterval(() => {
    if (isStalled)
      isAuthorized(actor).then((isStillAuthorized) => isStillAuthorized || abort(), abort);
    else wake();
  }, flushIntervalMilliseconds).unref();
  const cleanUp = () => {
    clearInterval(checkTimer);
    shutdownSignal.removeEventListener("abort", abort);
    pending.clear();
    wake();
  };
  // If the consumer stops reading, the generator never reaches its own end.
  signal.addEventListener("abort", cleanUp, { once: true });
  /** Resolves when clicks arrive, or when it is time to check whether the actor may still watch. */
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

/**
 * Returns true if the actor may still watch. Also returns true while the database is unavailable: the
 * check is impossible then, and no clicks are written that could be watched.
 */
async function isAuthorized(actor: SignedInActor): Promise<boolean> {
  return hasActiveCredential(actor).catch((error) => {
    if (toDatabaseUnavailableError(error)) return true;
    throw error;
  });
}
