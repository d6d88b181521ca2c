import type { Click, Link, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import { newestFirst } from "../newestFirst.ts";

/**
 * The clicks of one of the actor's links that are still kept, latest first. Needs `stats:read`. Throws
 * ForbiddenError for a link of somebody else.
 */
export async function listClicks(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  query: Prisma.ClickFindManyArgs,
): Promise<Click[]> {
  const { service } = requireSelf(actor, link.ownerId, "stats:read");
  return service.database.click.findMany(newestFirst(query, { linkId: link.id }));
}
