import type { Awaitable, LinkRow } from "../../db/lookup.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Service } from "../service.ts";
import { toRedirectType } from "./linkSettings.ts";
import { toDestinationUrl } from "./originalUrl.ts";

/** The data of a link that a redirect needs. Times are in milliseconds. */
export interface RedirectTarget {
  id: number;
  ownerId: number;
  /** WHATWG serialization of the original URL. */
  location: string;
  /** Why the destination was blocked at the look-up; null if it was not. */
  blockReason: BlockReason | null;
  isActive: boolean;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  /** Value at the look-up. Only `consumeClick` determines whether a click is left. */
  clickCount: number;
  passwordHash: string | null;
  /** Changes with each edit by the owner. */
  version: number;
}

/**
 * Returns the redirect target of a short code, or null if there is none. Needs no actor.
 * `shortCode` must be in lower case. Includes all changes of the last 6 seconds only if `isFresh`
 * is true: see `Lookup.findLink`.
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
