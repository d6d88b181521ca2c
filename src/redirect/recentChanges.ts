import { LRUCache } from "lru-cache";
import type { DomainEvents } from "../domain/events.ts";

/** A replica that is asked is 6 seconds behind at most, and news take 1. */
const recentMilliseconds = 10_000;
/** More than are changed in that time. */
const rememberedChanges = 50_000;

/**
 * Tells of which links it may not be known yet what they have become, where a look-up need not be fresh
 * (see `Lookup.findLink`). All are suspect at first, and after news that may have been missed or concern
 * many.
 */
export function createRecentChanges(events: DomainEvents): (shortCode: string) => boolean {
  const changed = new LRUCache<string, true>({ max: rememberedChanges, ttl: recentMilliseconds });
  let suspectUntil = 0;
  const suspectAll = () => {
    suspectUntil = performance.now() + recentMilliseconds;
  };
  suspectAll();
  events.on("linkChanged", (shortCode) => void changed.set(shortCode, true));
  for (const news of ["accountDeleted", "subscriptionRestored", "eventsMissed"] as const) {
    events.on(news, suspectAll);
  }
  return (shortCode) => performance.now() < suspectUntil || changed.has(shortCode);
}
