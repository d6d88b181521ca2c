import type { LinkKey, LinkRow } from "../../db/linkRow.ts";
import type { Awaitable } from "../../db/lookup.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Service } from "../service.ts";
import { toRedirectType } from "./linkSettings.ts";
import { toDestinationUrl } from "./originalUrl.ts";

/** The data of a link that a redirect needs. Times are in milliseconds. */
export interface RedirectTarget extends Omit<LinkRow, "originalUrl" | "isActive"> {
  linkKey: LinkKey;
  /** WHATWG serialization of the original URL. */
  location: string;
  /** Why the destination was blocked at the lookup; null if it was not. */
  blockReason: BlockReason | null;
  isActive: boolean;
}

/**
 * Returns the redirect target of a short code, or null if there is none. Needs no actor. Includes all
 * changes of the last 6 seconds only if `isFresh` is true: see `Lookup.findLink`.
 */
export function resolveRedirectTarget(
  service: Service,
  linkKey: LinkKey,
  isFresh: boolean,
): Awaitable<RedirectTarget | null> {
  const row = service.lookup.findLink(linkKey, isFresh);
  return row instanceof Promise
    ? row.then((link) => toRedirectTarget(service, linkKey, link))
    : toRedirectTarget(service, linkKey, row);
}

function toRedirectTarget(
  { destinationPolicy }: Service,
  linkKey: LinkKey,
  row: LinkRow | undefined,
): RedirectTarget | null {
  const destination = row && toDestinationUrl(row.originalUrl);
  if (!destination) return null;
  const { originalUrl: _, isActive, ...rest } = row;
  const blockReason = destinationPolicy.blockReason(destination);
  return {
    ...rest,
    linkKey,
    isActive: Boolean(isActive),
    redirectType: toRedirectType(rest.redirectType),
    location: destination.href,
    blockReason,
  };
}
