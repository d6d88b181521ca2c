import type { Link } from "../../db/database.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Services } from "../services.ts";
import { isClickLimitReached, type LimitedClicks } from "./clickLimit.ts";
import { toDestinationUrl } from "./originalUrl.ts";

export type LinkStatus = "ACTIVE" | "INACTIVE" | "EXPIRED" | "EXHAUSTED" | "BLOCKED";

/** What determines the status of a link. */
export interface LinkState extends LimitedClicks {
  isActive: boolean;
  expiresAt: Date | number | null;
  blockReason: BlockReason | null;
}

/**
 * Returns the current status for visitors. Computed for each request, never stored. `now` is in
 * milliseconds.
 */
export function linkStatus(link: LinkState, now = Date.now()): LinkStatus {
  if (!link.isActive) return "INACTIVE";
  if (link.expiresAt !== null && link.expiresAt.valueOf() <= now) return "EXPIRED";
  if (isClickLimitReached(link)) return "EXHAUSTED";
  if (link.blockReason !== null) return "BLOCKED";
  return "ACTIVE";
}

/** Returns the current status of a stored link. */
export function storedLinkStatus({ destinationPolicy }: Services, link: Link): LinkStatus {
  const destination = toDestinationUrl(link.originalUrl);
  return linkStatus({
    ...link,
    blockReason: destination && destinationPolicy.blockReason(destination),
  });
}

/** Returns the URL of the short link: base URL and code. */
export function shortUrl(baseUrl: URL, shortCode: string): string {
  const url = new URL(baseUrl);
  // Any stored code becomes a path, never a host.
  url.pathname = shortCode;
  return url.href;
}
