import type { Link } from "../../db/database.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Service } from "../service.ts";
import { toDestinationUrl } from "./originalUrl.ts";

/** A link, where it leads, and why nobody is led there. */
export type LinkPreview = Link & { destination: URL; blockReason: BlockReason | null };

/**
 * All that may be shown to anybody of where a code leads; null where it leads nowhere. Of a link
 * with a password, or one that is closed, nothing must be shown: that is for the caller to see to.
 * `shortCode` in lower case.
 */
export async function findPreview(
  { database, destinationPolicy }: Service,
  shortCode: string,
): Promise<LinkPreview | null> {
  const link = await database.link.findUnique({
    where: { shortCode, owner: { deletedAt: null } },
  });
  const destination = link && toDestinationUrl(link.originalUrl);
  if (!destination) return null;
  const blockReason = destinationPolicy.blockReason(destination);
  return { ...link, destination, blockReason };
}
