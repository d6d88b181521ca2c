import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import { requireActiveCredential } from "../auth/credentialValidity.ts";
import { toDatabaseUnavailableError } from "../databaseUnavailable.ts";
import { DomainError } from "../errors.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
import { type LinkReference, requireOwnedLink } from "../links/readLinks.ts";
import { flushIntervalMilliseconds, mergeClicks, takeFirst } from "./clickFeeds.ts";

/**
 * Returns clicks by people on one of the actor's links, or on all of them, as they happen. Clicks on
 * one link are merged into one event per 750 ms at most, and fewer for a slow subscriber. If more links
 * are clicked than a flush can deliver, the others follow in later ones. Ends within a second when the
 * actor's token, session or scope ends, with the error as its last event. It does not end when the
 * service stops: its consumer cuts the connection then. Requires `stats:read`. Throws
 * LinkNotFoundError, and SubscriptionLimitError if the user has 20 streams open.
 */
export async function watchClicks(
  actor: Actor,
  reference?: LinkReference,
): Promise<AsyncIterableIterator<LinkClicksEvent | DomainError>> {
  const signedIn = requireScope(actor, "stats:read");
  const link = reference && (await requireOwnedLink(actor, reference, "stats:read"));
  const controller = new AbortController();
  signedIn.services.subscriptionLimiter.acquire(signedIn.userId, controller.signal);
  const batches = streamClicks(signedIn, link?.id, controller);
  const clicks: AsyncIterableIterator<LinkClicksEvent | DomainError> = {
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
): AsyncGenerator<LinkClicksEvent | DomainError, undefined> {
  const { clickFeeds } = actor.services;
  const { signal } = controller;
  const pending = new Map<number, LinkClicksEvent>();
  let wake = () => {};
  clickFeeds.subscribe(actor.userId, linkId, signal, (batch) => {
    for (const clicks of batch) mergeClicks(pending, clicks);
    wake();
  });
  const abort = () => controller.abort();
  let isStalled = false;
  const checkTimer = setInterval(() => {
    if (isStalled) rejectionOf(actor).then((rejection) => rejection && abort(), abort);
    else wake();
  }, flushIntervalMilliseconds).unref();
  const cleanUp = () => {
    clearInterval(checkTimer);
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
      if (signal.aborted) return undefined;
      const rejection = await rejectionOf(actor);
      if (rejection) {
        yield rejection;
        return undefined;
      }
      const started = performance.now();
      for (const clicks of takeFirst(pending, clickFeeds.maxLinksPerFlush(actor.userId))) {
        const isOverdue = performance.now() - started > flushIntervalMilliseconds;
        const lateRejection = isOverdue ? await rejectionOf(actor) : undefined;
        if (lateRejection) yield lateRejection;
        if (signal.aborted || lateRejection) return undefined;
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
 * Returns why the actor may no longer watch, undefined if it may. It also may while the database is
 * unavailable: the check is impossible then, and no clicks are written that could be watched.
 */
async function rejectionOf(actor: SignedInActor): Promise<DomainError | undefined> {
  try {
    await requireActiveCredential(actor, "stats:read");
    return undefined;
  } catch (error) {
    if (toDatabaseUnavailableError(error)) return undefined;
    if (error instanceof DomainError) return error;
    throw error;
  }
}
