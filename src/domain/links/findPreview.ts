import type { Link } from "../../db/database.ts";
import type { Service } from "../service.ts";
import { redirectLocation } from "./originalUrl.ts";

/**
 * All that may be shown to anybody of where a code leads; null where it leads nowhere. Of a link
 * with a password, or one that is closed, nothing must be shown: that is for the caller to see to.
 * `shortCode` in lower case.
 */
export async function findPreview(
  { database }: Service,
  shortCode: string,
): Promise<(Link & { location: string }) | null> {
  const link = await database.link.findUnique({ where: { shortCode } });
  const location = link && redirectLocation(link.originalUrl);
  return location ? { ...link, location } : null;
}
