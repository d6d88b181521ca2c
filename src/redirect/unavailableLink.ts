import type { Context } from "hono";
import type { BlockReason } from "../core/destinations/destinationPolicy.ts";
import type { LinkStatus } from "../core/links/linkStatus.ts";
import type { RedirectOutcome } from "../core/operationalCounters.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { blockedResponse, goneResponse, notFoundResponse } from "./responses.ts";

/** Status of a link that does not redirect. */
export type UnavailableStatus = Exclude<LinkStatus, "ACTIVE">;

/** Counter for a visit to an unavailable link. */
export const outcomeByStatus: Record<UnavailableStatus, RedirectOutcome> = {
  INACTIVE: "notFound",
  EXPIRED: "gone",
  EXHAUSTED: "gone",
  BLOCKED: "blocked",
};

/** Returns the response of an unavailable link, which does not reveal the destination. */
export function unavailableLinkResponse(
  c: Context<HttpEnvironment>,
  status: UnavailableStatus,
  { blockReason }: { blockReason: BlockReason | null },
  baseUrl: URL,
): Response {
  if (status === "INACTIVE") return notFoundResponse(c);
  return status === "BLOCKED" && blockReason
    ? blockedResponse(c, blockReason, baseUrl)
    : goneResponse(c);
}
