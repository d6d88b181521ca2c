import { setTimeout as delay } from "node:timers/promises";
import { type Actor, requireScope, type SignedInActor } from "../actors/actor.ts";
import { isStillValid } from "../actors/validity.ts";
import { databaseFault } from "../databaseFaults.ts";
import { type LinkReference, ownLink } from "../links/readLinks.ts";
import type { LinkClicks } from "./writeClicks.ts";

/** Time to merge clicks, and longest time that an actor who may no longer watch still does. */
const roundMilliseconds = 750;

/**
 * People's clicks on one of the actor's links, or on all of them, as they happen. Those of one link
 * come merged, at most once in 750 ms, and for a slow reader in as long as it takes. Ends by itself
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
  const { events } = actor.service;
  let merged = new Map<number, LinkClicks>();
  const hear = (news: LinkClicks[]) => {
    for (const clicks of news) {
      if (clicks.ownerId !== actor.userId) continue;
      if (linkId === undefined || clicks.linkId === linkId) merge(merged, clicks);
    }
  };
  const end = () => ending.abort();
  events.on("linksClicked", hear);
  events.on("stopping", end);
  let isStalled = false;
  const checking = setInterval(() => {
    if (isStalled) mayWatch(actor).then((may) => may || end(), end);
  }, roundMilliseconds).unref();
  const leave = () => {
    clearInterval(checking);
    events.off("linksClicked", hear);
    events.off("stopping", end);
    merged.clear();
  };
  // A reader who reads no more never lets it come to its own end.
  ending.signal.addEventListener("abort", leave, { once: true });
  try {
    while (await goOn(actor, ending.signal)) {
      const round = merged;
      merged = new Map();
      const started = performance.now();
      for (const clicks of round.values()) {
        const late = performance.now() - started > roundMilliseconds;
        if (ending.signal.aborted || (late && !(await mayWatch(actor)))) return undefined;
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

/** Waits for the end of a round. False where there shall be no more. */
async function goOn(actor: SignedInActor, signal: AbortSignal): Promise<boolean> {
  await delay(roundMilliseconds, undefined, { signal }).catch(() => {});
  return !signal.aborted && (await mayWatch(actor));
}

/** While the database is away nobody can tell, and nothing is written that could be watched. */
async function mayWatch(actor: SignedInActor): Promise<boolean> {
  return isStillValid(actor).catch((error) => {
    if (databaseFault(error)) return true;
    throw error;
  });
}

function merge(merged: Map<number, LinkClicks>, clicks: LinkClicks): void {
  const known = merged.get(clicks.linkId);
  merged.set(clicks.linkId, {
    ...clicks,
    clicks: clicks.clicks + (known?.clicks ?? 0),
    at: Math.max(clicks.at, known?.at ?? 0),
  });
}
