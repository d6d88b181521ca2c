import { LRUCache } from "lru-cache";
import type { DomainEvents } from "../core/events.ts";

/** A replica that is used lags at most 6 seconds, and an event takes 1. */
const stalenessMilliseconds = 10_000;
/** More links than change in that time. */
const maxTrackedChanges = 50_000;

/**
 * Returns a function that tells whether a link may have changed recently, so that a replica may
 * return its old state (see `Lookup.findLink`). All links count as stale at first. They do so again
 * after missed events, or events that affect many links.
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
