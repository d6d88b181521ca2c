import { type Actor, requireScope, type SignedInActor } from "../actors/actor.ts";
import { isStillValid } from "../actors/validity.ts";
import { databaseFault } from "../databaseFaults.ts";
import { type LinkReference, ownLink } from "../links/readLinks.ts";
import { mergeClicks, roundMilliseconds, takeFirst } from "./clickFeeds.ts";
import type { LinkClicks } from "./writeClicks.ts";

/**
 * People's clicks on one of the actor's links, or on all of them, as they happen. Those of one link
 * come merged, at most once in 750 ms, and for a slow reader in as long as it takes. Where more links
 * are clicked than a round may bring, the others come in later ones. Ends by itself
 * within a second when the actor's token or session does, and when the service stops. Needs
 * `stats:read`. Throws LinkNotFoundError, and TooManyStreamsError where the user has 20 open.
 */
export async function watchClicks(
  actor: Actor,
  reference?: LinkReference,
): Promise<AsyncIterableIterator<LinkClicks>> {
  const signedIn = requireScope(actor, "stats:read");
  const link = reference && (await ownLink(actor, reference, "stats:read"));
  const ending = new AbortController();
  signedIn.service.streamLimiter.count(signedIn.userId, ending.signal);
  const rounds = watch(signedIn, link?.id, ending);
  const clicks: AsyncIterableIterator<LinkClicks> = {
    next: () => rounds.next(),
    // A generator that waits would notice only with the next click that its reader is gone.
    return: () => {
      ending.abort();
      return rounds.return(undefined);
    },
    [Symbol.asyncIterator]: () => clicks,
  };
  return clicks;
}

async function* watch(
  actor: SignedInActor,
  linkId: number | undefined,
  ending: AbortController,
): AsyncGenerator<LinkClicks, undefined> {
  const { events, clickFeeds } = actor.service;
  const { signal } = ending;
  const waiting = new Map<number, LinkClicks>();
  let wake = () => {};
  clickFeeds.follow(actor.userId, linkId, signal, (round) => {
    for (const clicks of round) mergeClicks(waiting, clicks);
    wake();
  });
  const end = () => ending.abort();
  events.on("stopping", end);
  let isStalled = false;
  const checking = setInterval(() => {
    if (isStalled) mayWatch(actor).then((may) => may || end(), end);
    else wake();
  }, roundMilliseconds).unref();
  const leave = () => {
    clearInterval(checking);
    events.off("stopping", end);
    waiting.clear();
    wake();
  };
  // A reader who reads no more never lets it come to its own end.
  signal.addEventListener("abort", leave, { once: true });
  /** Waits for news, or for the time to ask whether the actor may still watch. */
  const nextRound = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) resolve();
    });
  try {
    while (!signal.aborted) {
      await nextRound();
      if (signal.aborted || !(await mayWatch(actor))) return undefined;
      const started = performance.now();
      for (const clicks of takeFirst(waiting, clickFeeds.perRound(actor.userId))) {
        const late = performance.now() - started > roundMilliseconds;
        if (signal.aborted || (late && !(await mayWatch(actor)))) return undefined;
        isStalled = true;
        yield clicks;
        isStalled = false;
      }
    }
    return undefined;
  } finally {
    end();
  }
}

/** While the database is away nobody can tell, and nothing is written that could be watched. */
async function mayWatch(actor: SignedInActor): Promise<boolean> {
  return isStillValid(actor).catch((error) => {
    if (databaseFault(error)) return true;
    throw error;
  });
}
