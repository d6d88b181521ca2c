import type { Service } from "../service.ts";
import type { RedirectTarget } from "./redirectTarget.ts";

/**
 * Counts a click on a link with a click limit. Returns false if the limit is reached, or if the link
 * has changed since it was looked up. A changed link is emitted as an event. The limit is exact under
 * any concurrency, because the database compares and counts in one statement. `at` is in milliseconds.
 */
export async function consumeClick(
  { database, lookup, events }: Service,
  { id, version, shortCode }: Pick<RedirectTarget, "id" | "version"> & { shortCode: string },
  at: number,
): Promise<boolean> {
  const updatedRows = await database.$executeRaw`
    UPDATE "Link" SET "clickCount" = "clickCount" + 1, "lastClickedAt" = ${new Date(at)}
    WHERE "id" = ${id} AND "version" = ${version}
      AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`;
  if (updatedRows === 1) return true;
  const current = await lookup.findLink(shortCode, true);
  // The process that changed the link may not have published its event yet.
  if (current?.id !== id || current.version !== version) events.emit("linkChanged", shortCode);
  return false;
}
