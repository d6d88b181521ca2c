import { LRUCache } from "lru-cache";
import { type RedirectTarget, resolveRedirectTarget } from "../core/links/redirectTarget.ts";
import type { Service } from "../core/service.ts";
import { createStalenessTracker } from "./replicaBypass.ts";

/** Bounded separately, so that guessed codes do not evict links. */
const negativeCacheSize = 10_000;

/** A URL of this many characters uses as much memory as a link with a short one. */
const charactersPerEntry = 400;

/**
 * Maximum age of entries while events of other processes are not received. With the time to detect
 * the loss, it is 10 s.
 */
const disconnectedTtlMilliseconds = 8_000;

/** A link with the constant parts of its redirect. */
export interface CachedTarget extends RedirectTarget {
  redirect: ResponseInit;
  shortCode: string;
}

/** Result of a look-up: synchronous if cached, or if the database responds synchronously. */
type CachedLookup = CachedTarget | null | Promise<CachedTarget | null>;

/**
 * Creates a cache of destinations by code. Events invalidate entries when a link or the blocklist
 * changes.
 */
export function createTargetCache(
  service: Service,
  linkCacheSize: number,
): (code: string) => CachedLookup {
  const links = new LRUCache<string, CachedTarget>({
    max: linkCacheSize,
    // Thousands of long URLs take the room of more links, instead of more memory.
    maxSize: linkCacheSize,
    sizeCalculation: ({ location }) =>
      Math.min(linkCacheSize, 1 + Math.floor(location.length / charactersPerEntry)),
  });
  const misses = new LRUCache<string, true>({ max: negativeCacheSize });
  // Look-ups in progress, shared by concurrent requests for a code. A change removes the look-up
  // that it overtakes, because its result may be outdated.
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
  // A browser with a cached redirect would continue after the link has expired or reached its click
  // limit.
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
