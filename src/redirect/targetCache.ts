import { LRUCache } from "lru-cache";
import { type RedirectTarget, resolveRedirectTarget } from "../domain/links/redirectTarget.ts";
import type { Service } from "../domain/service.ts";
import { createRecentChanges } from "./recentChanges.ts";

/** Bounded apart, so that guessing codes does not push links out. */
const rememberedMisses = 10_000;

/** So many characters of an address take as much memory as a link with a short one. */
const charactersOfPlace = 400;

/** While others are not heard, nothing is remembered for longer: with what it takes to notice, 10 s. */
const unheardMilliseconds = 8_000;

/** A link with the parts of its redirect that are the same each time. */
export interface CachedTarget extends RedirectTarget {
  redirect: ResponseInit;
  shortCode: string;
}

/** What is found at once where it is remembered, or where the database answers at once. */
type Found = CachedTarget | null | Promise<CachedTarget | null>;

/** Remembers where codes lead until the domain says that a link, or what is blocked, has changed. */
export function createTargetCache(
  service: Service,
  rememberedLinks: number,
): (code: string) => Found {
  const links = new LRUCache<string, CachedTarget>({
    max: rememberedLinks,
    // Thousands of long addresses take the places of more links, not more memory.
    maxSize: rememberedLinks,
    sizeCalculation: ({ location }) =>
      Math.min(rememberedLinks, 1 + Math.floor(location.length / charactersOfPlace)),
  });
  const misses = new LRUCache<string, true>({ max: rememberedMisses });
  // Look-ups under way, one for all who ask for a code meanwhile. One that a change overtakes is
  // taken out: what it finds may be what was.
  const pending = new Map<string, Promise<CachedTarget | null>>();
  const mayBeNew = createRecentChanges(service.events);
  const { cache } = service.counters;
  service.events.on("linkChanged", (shortCode) => {
    links.delete(shortCode);
    misses.delete(shortCode);
    pending.delete(shortCode);
  });
  service.events.on("accountDeleted", (userId) => {
    for (const [shortCode, { ownerId }] of links.entries()) {
      if (ownerId === userId) links.delete(shortCode);
    }
    pending.clear();
  });
  service.events.on("destinationsChanged", () => {
    links.clear();
    pending.clear();
  });
  const forgetAll = () => {
    links.clear();
    misses.clear();
    pending.clear();
  };
  let forgetting: NodeJS.Timeout | undefined;
  service.events.on("subscriptionLost", () => {
    forgetting ??= setInterval(forgetAll, unheardMilliseconds).unref();
  });
  service.events.on("eventsMissed", forgetAll);
  service.events.on("subscriptionRestored", () => {
    clearInterval(forgetting);
    forgetting = undefined;
    forgetAll();
  });

  function remember(shortCode: string, target: RedirectTarget | null): CachedTarget | null {
    if (!target) {
      misses.set(shortCode, true);
      return null;
    }
    const cached = prepare(shortCode, target);
    links.set(shortCode, cached);
    return cached;
  }

  function whenFound(
    shortCode: string,
    target: Promise<RedirectTarget | null>,
  ): Promise<CachedTarget | null> {
    const asked = target.then(
      (found) => {
        if (pending.get(shortCode) !== asked) return found && prepare(shortCode, found);
        pending.delete(shortCode);
        return remember(shortCode, found);
      },
      (error) => {
        if (pending.get(shortCode) === asked) pending.delete(shortCode);
        throw error;
      },
    );
    pending.set(shortCode, asked);
    return asked;
  }

  return (shortCode) => {
    const remembered = links.get(shortCode);
    if (remembered || misses.get(shortCode)) {
      cache.hits += 1;
      return remembered ?? null;
    }
    cache.misses += 1;
    const asked = pending.get(shortCode);
    if (asked) return asked;
    const target = resolveRedirectTarget(service, shortCode, mayBeNew(shortCode));
    return target instanceof Promise ? whenFound(shortCode, target) : remember(shortCode, target);
  };
}

function prepare(shortCode: string, target: RedirectTarget): CachedTarget {
  const { redirectType, maxClicks, expiresAt } = target;
  const isPermanent = redirectType === 301 || redirectType === 308;
  // A browser that keeps it would go on when the link's time is over or its clicks are used up.
  const keeps = isPermanent && maxClicks === null && expiresAt === null;
  return {
    ...target,
    shortCode,
    redirect: {
      status: target.redirectType,
      headers: {
        Location: target.location,
        "Cache-Control": keeps ? "private, max-age=90" : "private, no-store",
        "Content-Length": "0",
      },
    },
  };
}
