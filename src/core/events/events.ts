import { type CacheEvents, createCacheEvents } from "./cacheEvents.ts";
import { type ConnectionEvents, createConnectionEvents } from "./connectionEvents.ts";
import { createDomainEvents, type DomainEvents } from "./domainEvents.ts";

/** The events of one process, by purpose. */
export interface Events {
  domain: DomainEvents;
  cache: CacheEvents;
  connection: ConnectionEvents;
}

/** Creates the events of a process. Each change of a link or account makes its cached data stale. */
export function createEvents(): Events {
  const [domain, cache] = [createDomainEvents(), createCacheEvents()];
  for (const name of ["link.created", "link.updated", "link.deleted"] as const) {
    domain.on(name, ({ linkKey, linkId, ownerId }) => {
      cache.emit("linkStale", linkKey, { name, linkId, ownerId });
    });
  }
  domain.on("account.deleted", (userId) => void cache.emit("accountStale", userId));
  return { domain, cache, connection: createConnectionEvents() };
}
