import type { Context } from "hono";
import type { BlockReason } from "../domain/destinations/destinationPolicy.ts";
import type { LinkStatus } from "../domain/links/linkStatus.ts";
import type { RedirectOutcome } from "../domain/operationalCounters.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { blocked, gone, notFound } from "./pages.ts";

/** How a link is that leads nobody on. */
export type ClosedStatus = Exclude<LinkStatus, "ACTIVE">;

/** What a visit to a closed link is counted as. */
export const closedOutcomes: Record<ClosedStatus, RedirectOutcome> = {
  INACTIVE: "notFound",
  EXPIRED: "gone",
  EXHAUSTED: "gone",
  BLOCKED: "blocked",
};

/** The answer of a closed link, which tells nothing of where it leads. */
export function closedPage(
  c: Context<HttpEnvironment>,
  status: ClosedStatus,
  { blockReason }: { blockReason: BlockReason | null },
  baseUrl: URL,
): Response {
  if (status === "INACTIVE") return notFound(c);
  return status === "BLOCKED" && blockReason ? blocked(c, blockReason, baseUrl) : gone(c);
}
