import type { Awaitable, LinkRow } from "../../db/lookup.ts";
import type { BlockReason } from "../destinations/destinations.ts";
import type { Service } from "../service.ts";
import { destinationOf } from "./originalUrl.ts";
import { redirectTypeOf } from "./settings.ts";

/** What deciding about a visit needs to know of a link. Times in milliseconds. */
export interface LinkTarget {
  id: number;
  ownerId: number;
  /** WHATWG serialisation of the original URL. */
  location: string;
  /** Why nobody is led there, as it was at the look-up; null where everybody is. */
  blockReason: BlockReason | null;
  isActive: boolean;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  /** As it was at the look-up. Only `useClick` knows whether one is left. */
  clickCount: number;
  passwordHash: string | null;
  /** Another with each change by the owner. */
  version: number;
}

/**
 * Looks up where a code leads, for anybody; null where it leads nowhere. `shortCode` in lower case.
 * What a link has become in the last 6 seconds is sure to be known only if `isFresh`: see
 * `Lookup.findLink`.
 */
export function findTarget(
  service: Service,
  shortCode: string,
  isFresh: boolean,
): Awaitable<LinkTarget | null> {
  const row = service.lookup.findLink(shortCode, isFresh);
  return row instanceof Promise
    ? row.then((found) => targetOf(service, found))
    : targetOf(service, row);
}

function targetOf({ destinations }: Service, row: LinkRow | undefined): LinkTarget | null {
  const destination = row && destinationOf(row.originalUrl);
  if (!destination) return null;
  const { originalUrl: _, isActive, ...rest } = row;
  const blockReason = destinations.blockReason(destination);
  return {
    ...rest,
    isActive: isActive !== 0,
    redirectType: redirectTypeOf(rest.redirectType),
    location: destination.href,
    blockReason,
  };
}
