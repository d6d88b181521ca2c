import type { Click, Link, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import type { Page } from "../pagination/readPage.ts";
import { readPageByIdDesc } from "../pagination/readPageByIdDesc.ts";

/**
 * Returns the stored clicks of one of the actor's links, latest first. Requires `stats:read`. Throws
 * ForbiddenError for a link of another user, and the errors of `readPageByIdDesc`.
 */
export async function listClicks(
  actor: Actor,
  link: Pick<Link, "id" | "ownerId">,
  connectionArguments: ConnectionArguments,
  query: Pick<Prisma.ClickFindManyArgs, "include" | "select"> = {},
): Promise<Page<Click>> {
  const { services } = requireSelf(actor, link.ownerId, "stats:read");
  return services.queues.read(link.ownerId, ({ database }) =>
    readPageByIdDesc("clicks", connectionArguments, ({ id, ...page }) =>
      database.click.findMany({
        ...query,
        ...page,
        where: { linkId: link.id, ...(id && { id }) },
      }),
    ),
  );
}
