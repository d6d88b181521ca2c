import { LRUCache } from "lru-cache";
import type { DomainEvents } from "../core/events.ts";

/** A replica that is asked is 6 seconds behind at most, and news take 1. */
const stalenessMilliseconds = 10_000;
/** More than are changed in that time. */
const maxTrackedChanges = 50_000;

/**
 * Tells of which links it may not be known yet what they have become, where a look-up need not be fresh
 * (see `Lookup.findLink`). All are suspect at first, and after news that may have been missed or concern
 * many.
 */
export function createStalenessTracker(events: DomainEvents): (shortCode: string) => boolean {
  const changed = new LRUCache<string, true>({
    max: maxTrackedChanges,
    ttl: stalenessMilliseconds,
  });
  let staleUntil = 0;
  const markAllStale = () => {
    staleUntil = performance.now() + stalenessMilliseconds;
  };
  markAllStale();
  events.on("linkChanged", (shortCode) => void changed.set(shortCode, true));
  for (const event of ["accountDeleted", "subscriptionRestored", "eventsMissed"] as const) {
    events.on(event, markAllStale);
  }
  return (shortCode) => performance.now() < staleUntil || changed.has(shortCode);
}
