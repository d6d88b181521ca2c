import { LRUCache } from "lru-cache";
import { hasClickLimit } from "../core/links/clickLimit.ts";
import type { LinkKey } from "../core/links/linkKey.ts";
import { type RedirectTarget, resolveRedirectTarget } from "../core/links/redirectTarget.ts";
import type { Services } from "../core/services.ts";
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
}

/** Result of a lookup: synchronous if cached, or if the database responds synchronously. */
type CachedLookup = CachedTarget | null | Promise<CachedTarget | null>;

/**
 * Creates a cache of links. Events invalidate entries when a link or the blocklist
 * changes.
 */
export function createTargetCache(
  services: Services,
  linkCacheSize: number,
): (linkKey: LinkKey) => CachedLookup {
  const links = new LRUCache<LinkKey, CachedTarget>({
    max: linkCacheSize,
    // Thousands of long URLs take the room of more links, instead of more memory.
    maxSize: linkCacheSize,
    sizeCalculation: ({ location }) =>
      Math.min(linkCacheSize, 1 + Math.floor(location.length / charactersPerEntry)),
  });
  const misses = new LRUCache<LinkKey, true>({ max: negativeCacheSize });
  // Lookups in progress, shared by concurrent requests for a code. A change removes the lookup
  // that it overtakes, because its result may be outdated.
  const pending = new Map<LinkKey, Promise<CachedTarget | null>>();
  const mayBeStale = createStalenessTracker(services.events);
  const { cache: counts } = services.counters;
  const { cache, connection } = services.events;
  cache.on("linkStale", (linkKey) => {
    links.delete(linkKey);
    misses.delete(linkKey);
    pending.delete(linkKey);
  });
  cache.on("accountStale", (userId) => {
    for (const [linkKey, { ownerId }] of links.entries()) {
      if (ownerId === userId) links.delete(linkKey);
    }
    pending.clear();
  });
  cache.on("destinationsStale", () => {
    links.clear();
    pending.clear();
  });
  const clearAll = () => {
    links.clear();
    misses.clear();
    pending.clear();
  };
  let clearTimer: NodeJS.Timeout | undefined;
  connection.on("lost", () => {
    clearTimer ??= setInterval(clearAll, disconnectedTtlMilliseconds).unref();
  });
  connection.on("eventsMissed", clearAll);
  connection.on("restored", () => {
    clearInterval(clearTimer);
    clearTimer = undefined;
    clearAll();
  });

  function store(linkKey: LinkKey, target: RedirectTarget | null): CachedTarget | null {
    if (!target) {
      misses.set(linkKey, true);
      return null;
    }
    const cached = toCachedTarget(target);
    links.set(linkKey, cached);
    return cached;
  }

  function coalesce(
    linkKey: LinkKey,
    target: Promise<RedirectTarget | null>,
  ): Promise<CachedTarget | null> {
    const lookup = target.then(
      (result) => {
        if (pending.get(linkKey) !== lookup) return result && toCachedTarget(result);
        pending.delete(linkKey);
        return store(linkKey, result);
      },
      (error) => {
        if (pending.get(linkKey) === lookup) pending.delete(linkKey);
        throw error;
      },
    );
    pending.set(linkKey, lookup);
    return lookup;
  }

  return (linkKey) => {
    const cached = links.get(linkKey);
    if (cached || misses.get(linkKey)) {
      counts.hits += 1;
      return cached ?? null;
    }
    counts.misses += 1;
    const lookup = pending.get(linkKey);
    if (lookup) return lookup;
    const target = resolveRedirectTarget(services, linkKey, mayBeStale(linkKey));
    return target instanceof Promise ? coalesce(linkKey, target) : store(linkKey, target);
  };
}

function toCachedTarget(target: RedirectTarget): CachedTarget {
  const { redirectType, expiresAt } = target;
  const isPermanent = redirectType === 301 || redirectType === 308;
  // A browser with a cached redirect would continue after the link has expired or reached its click
  // limit.
  const isCacheable = isPermanent && !hasClickLimit(target) && expiresAt === null;
  return {
    ...target,
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
