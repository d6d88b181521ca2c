import type { LinkKey, LinkRow } from "../../db/linkRow.ts";
import type { Awaitable } from "../../db/lookup.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Services } from "../services.ts";
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
  services: Services,
  linkKey: LinkKey,
  isFresh: boolean,
): Awaitable<RedirectTarget | null> {
  const row = services.lookup.findLink(linkKey, isFresh);
  return row instanceof Promise
    ? row.then((link) => toRedirectTarget(services, linkKey, link))
    : toRedirectTarget(services, linkKey, row);
}

function toRedirectTarget(
  { destinationPolicy }: Services,
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
