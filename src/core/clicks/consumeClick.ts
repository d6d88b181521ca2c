import type { RedirectTarget } from "../links/redirectTarget.ts";
import type { Service } from "../service.ts";

/**
 * Takes one of a limited link's clicks, counting it, if one is left and the link has not been changed
 * since it was looked up; if it has, that is told as news. Exact however many visitors ask at once:
 * the database counts and compares in one statement. `at` is in milliseconds.
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
  // Whoever changed it may not have told yet, though the database knows.
  if (current?.id !== id || current.version !== version) events.emit("linkChanged", shortCode);
  return false;
}
