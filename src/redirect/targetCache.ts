import { LRUCache } from "lru-cache";
import { type RedirectTarget, resolveRedirectTarget } from "../core/links/redirectTarget.ts";
import type { Service } from "../core/service.ts";
import { createStalenessTracker } from "./replicaBypass.ts";

/** Bounded apart, so that guessing codes does not push links out. */
const negativeCacheSize = 10_000;

/** So many characters of an address take as much memory as a link with a short one. */
const charactersPerEntry = 400;

/** While others are not heard, nothing is remembered for longer: with what it takes to notice, 10 s. */
const disconnectedTtlMilliseconds = 8_000;

/** A link with the parts of its redirect that are the same each time. */
export interface CachedTarget extends RedirectTarget {
  redirect: ResponseInit;
  shortCode: string;
}

/** What is found at once where it is remembered, or where the database answers at once. */
type CachedLookup = CachedTarget | null | Promise<CachedTarget | null>;

/** Remembers where codes lead until the domain says that a link, or what is blocked, has changed. */
export function createTargetCache(
  service: Service,
  linkCacheSize: number,
): (code: string) => CachedLookup {
  const links = new LRUCache<string, CachedTarget>({
    max: linkCacheSize,
    // Thousands of long addresses take the places of more links, not more memory.
    maxSize: linkCacheSize,
    sizeCalculation: ({ location }) =>
      Math.min(linkCacheSize, 1 + Math.floor(location.length / charactersPerEntry)),
  });
  const misses = new LRUCache<string, true>({ max: negativeCacheSize });
  // Look-ups under way, one for all who ask for a code meanwhile. One that a change overtakes is
  // taken out: what it finds may be what was.
  const pending = new Map<string, Promise<CachedTarget | null>>();
  const mayBeStale = createStalenessTracker(service.events);
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
  const clearAll = () => {
    links.clear();
    misses.clear();
    pending.clear();
  };
  let clearTimer: NodeJS.Timeout | undefined;
  service.events.on("subscriptionLost", () => {
    clearTimer ??= setInterval(clearAll, disconnectedTtlMilliseconds).unref();
  });
  service.events.on("eventsMissed", clearAll);
  service.events.on("subscriptionRestored", () => {
    clearInterval(clearTimer);
    clearTimer = undefined;
    clearAll();
  });

  function store(shortCode: string, target: RedirectTarget | null): CachedTarget | null {
    if (!target) {
      misses.set(shortCode, true);
      return null;
    }
    const cached = toCachedTarget(shortCode, target);
    links.set(shortCode, cached);
    return cached;
  }

  function coalesce(
    shortCode: string,
    target: Promise<RedirectTarget | null>,
  ): Promise<CachedTarget | null> {
    const lookup = target.then(
      (result) => {
        if (pending.get(shortCode) !== lookup) return result && toCachedTarget(shortCode, result);
        pending.delete(shortCode);
        return store(shortCode, result);
      },
      (error) => {
        if (pending.get(shortCode) === lookup) pending.delete(shortCode);
        throw error;
      },
    );
    pending.set(shortCode, lookup);
    return lookup;
  }

  return (shortCode) => {
    const cached = links.get(shortCode);
    if (cached || misses.get(shortCode)) {
      cache.hits += 1;
      return cached ?? null;
    }
    cache.misses += 1;
    const lookup = pending.get(shortCode);
    if (lookup) return lookup;
    const target = resolveRedirectTarget(service, shortCode, mayBeStale(shortCode));
    return target instanceof Promise ? coalesce(shortCode, target) : store(shortCode, target);
  };
}

function toCachedTarget(shortCode: string, target: RedirectTarget): CachedTarget {
  const { redirectType, maxClicks, expiresAt } = target;
  const isPermanent = redirectType === 301 || redirectType === 308;
  // A browser that keeps it would go on when the link's time is over or its clicks are used up.
  const isCacheable = isPermanent && maxClicks === null && expiresAt === null;
  return {
    ...target,
    shortCode,
    redirect: {
      status: target.redirectType,
      headers: {
        Location: target.location,
        "Cache-Control": isCacheable ? "private, max-age=90" : "private, no-store",
        "Content-Length": "0",
      },
    },
  };
}
