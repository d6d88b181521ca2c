import type { LinkKey } from "../../db/linkRow.ts";

export type { LinkKey };

/**
 * Returns the key of a short code, in upper or lower case. Lookups, caches, events and messages
 * between processes identify links by it, and never take it apart.
 */
export function toLinkKey(shortCode: string): LinkKey {
  return shortCode.toLowerCase() as LinkKey;
}
