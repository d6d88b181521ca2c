import type { Services } from "../services.ts";
import type { RedirectTarget } from "./redirectTarget.ts";

export interface LimitedClicks {
  maxClicks: number | null;
  clickCount: number;
}

export function hasClickLimit({ maxClicks }: Pick<LimitedClicks, "maxClicks">): boolean {
  return maxClicks !== null;
}

/** Returns whether no click is left, as far as the given count is current. */
export function isClickLimitReached({ maxClicks, clickCount }: LimitedClicks): boolean {
  return maxClicks !== null && clickCount >= maxClicks;
}

/** Returns whether a click is left, from the current count in the database. */
export async function hasClickLeft(
  { lookup }: Services,
  { linkKey }: Pick<RedirectTarget, "linkKey">,
): Promise<boolean> {
  const current = await lookup.findLink(linkKey, true);
  return current !== undefined && !isClickLimitReached(current);
}

/**
 * Counts a click on a link with a click limit. Returns false if the limit is reached, or if the link
 * has changed since it was looked up. Then cached data of the link is stale. The limit is exact under
 * any concurrency, because the database compares and counts in one statement. `at` is in milliseconds.
 */
export async function consumeClick(
  { database, lookup, events }: Services,
  { id, version, linkKey }: Pick<RedirectTarget, "id" | "version" | "linkKey">,
  at: number,
): Promise<boolean> {
  const updatedRows = await database.$executeRaw`
    UPDATE "Link" SET "clickCount" = "clickCount" + 1, "lastClickedAt" = ${new Date(at)}
    WHERE "id" = ${id} AND "version" = ${version}
      AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`;
  if (updatedRows === 1) return true;
  const current = await lookup.findLink(linkKey, true);
  // The process that changed the link may not have published its event yet.
  if (current?.id !== id || current.version !== version) events.cache.emit("linkStale", linkKey);
  return false;
}

/** Marks a cached link as exhausted until it changes: later visitors need no database query. */
export function markClickLimitReached(target: LimitedClicks): void {
  if (target.maxClicks !== null) target.clickCount = target.maxClicks;
}
