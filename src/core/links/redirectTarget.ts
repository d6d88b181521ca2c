import type { Awaitable, LinkRow } from "../../db/lookup.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Service } from "../service.ts";
import { toRedirectType } from "./linkSettings.ts";
import { toDestinationUrl } from "./originalUrl.ts";

/** What deciding about a visit needs to know of a link. Times in milliseconds. */
export interface RedirectTarget {
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
  /** As it was at the look-up. Only `consumeClick` knows whether one is left. */
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
export function resolveRedirectTarget(
  service: Service,
  shortCode: string,
  isFresh: boolean,
): Awaitable<RedirectTarget | null> {
  const row = service.lookup.findLink(shortCode, isFresh);
  return row instanceof Promise
    ? row.then((link) => toRedirectTarget(service, link))
    : toRedirectTarget(service, row);
}

function toRedirectTarget(
  { destinationPolicy }: Service,
  row: LinkRow | undefined,
): RedirectTarget | null {
  const destination = row && toDestinationUrl(row.originalUrl);
  if (!destination) return null;
  const { originalUrl: _, isActive, ...rest } = row;
  const blockReason = destinationPolicy.blockReason(destination);
  return {
    ...rest,
    isActive: isActive !== 0,
    redirectType: toRedirectType(rest.redirectType),
    location: destination.href,
    blockReason,
  };
}
