import type { Link } from "../../db/database.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import { deleteClicksOfLink } from "./deleteClicksOfLink.ts";
import { toLinkEvent } from "./linkEvent.ts";
import { type LinkReference, linkNotFoundError, requireOwnedLink } from "./readLinks.ts";

/**
 * Deletes one of the actor's links permanently. Its code is retired: only its owner can reuse it.
 * Returns the link as it was. Needs `links:write`. Throws LinkNotFoundError.
 */
export async function deleteLink(actor: Actor, reference: LinkReference): Promise<Link> {
  const { services } = requireScope(actor, "links:write");
  const link = await requireOwnedLink(actor, reference, "links:write");
  const { shortCode, ownerId } = link;
  await deleteClicksOfLink(services, link);
  await services.queues.write(ownerId, () =>
    services.database.$transaction(async (transaction) => {
      const { count } = await transaction.link.deleteMany({ where: { id: link.id } });
      if (count === 0) throw linkNotFoundError();
      await transaction.retiredCode.create({ data: { shortCode, ownerId } });
    }),
  );
  services.events.domain.emit("link.deleted", toLinkEvent(link));
  return link;
}
