import { LRUCache } from "lru-cache";
import type { Events } from "../core/events/events.ts";
import type { LinkKey } from "../core/links/linkKey.ts";

/** A replica that is used lags at most 6 seconds, and an event takes 1. */
const stalenessMilliseconds = 10_000;
/** More links than change in that time. */
const maxTrackedChanges = 50_000;

/**
 * Returns a function that tells whether a link may have changed recently, so that a replica may
 * return its old state (see `Lookup.findLink`). All links count as stale at first. They do so again
 * after missed events, or events that affect many links.
 */
export function createStalenessTracker({
  cache,
  connection,
}: Events): (linkKey: LinkKey) => boolean {
  const changed = new LRUCache<LinkKey, true>({
    max: maxTrackedChanges,
    ttl: stalenessMilliseconds,
  });
  let staleUntil = 0;
  const markAllStale = () => {
    staleUntil = performance.now() + stalenessMilliseconds;
  };
  markAllStale();
  cache.on("linkStale", (linkKey) => void changed.set(linkKey, true));
  cache.on("accountStale", markAllStale);
  for (const event of ["restored", "eventsMissed"] as const) {
    connection.on(event, markAllStale);
  }
  return (linkKey) => performance.now() < staleUntil || changed.has(linkKey);
}
