import type { Context } from "hono";
import type { BlockReason } from "../core/destinations/destinationPolicy.ts";
import type { LinkStatus } from "../core/links/linkStatus.ts";
import type { RedirectOutcome } from "../core/operationalCounters.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { blockedResponse, goneResponse, notFoundResponse } from "./responses.ts";

/** How a link is that leads nobody on. */
export type UnavailableStatus = Exclude<LinkStatus, "ACTIVE">;

/** What a visit to a closed link is counted as. */
export const outcomeByStatus: Record<UnavailableStatus, RedirectOutcome> = {
  INACTIVE: "notFound",
  EXPIRED: "gone",
  EXHAUSTED: "gone",
  BLOCKED: "blocked",
};

/** The answer of a closed link, which tells nothing of where it leads. */
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
