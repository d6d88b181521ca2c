import type { Link } from "../../db/database.ts";
import type { BlockReason } from "../destinations/destinationPolicy.ts";
import type { Services } from "../services.ts";
import type { LinkKey } from "./linkKey.ts";
import { toDestinationUrl } from "./originalUrl.ts";

/** A link with its destination, and why the destination is blocked. */
export type LinkPreview = Link & { destination: URL; blockReason: BlockReason | null };

/**
 * Returns the public preview of a short code, or null if there is no link. A link that has a
 * password or is closed must not be shown: the caller checks this.
 */
export async function findPreview(
  { database, destinationPolicy }: Services,
  linkKey: LinkKey,
): Promise<LinkPreview | null> {
  const link = await database.link.findUnique({
    where: { shortCode: linkKey, owner: { deletedAt: null } },
  });
  const destination = link && toDestinationUrl(link.originalUrl);
  if (!destination) return null;
  const blockReason = destinationPolicy.blockReason(destination);
  return { ...link, destination, blockReason };
}
