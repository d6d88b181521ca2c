import { EventEmitter } from "node:events";
import type { LinkKey } from "../../db/linkRow.ts";
import type { LinkChangeCause } from "./domainEvents.ts";

export interface CacheEventMap {
  /** Cached data of this code is stale, and which change caused it. There may have been no link before. */
  linkStale: [linkKey: LinkKey, cause?: LinkChangeCause];
  /** Cached data of all links of this account is stale. */
  accountStale: [userId: number];
  /** Cached decisions about the destination of any link are stale. */
  destinationsStale: [];
}

/** Emits which cached data must not be used any longer. */
export type CacheEvents = EventEmitter<CacheEventMap>;

export function createCacheEvents(): CacheEvents {
  return new EventEmitter<CacheEventMap>();
}
