import type { Link } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { type LinkReference, ownLink } from "./readLinks.ts";
import { acceptSettings, type LinkSettings } from "./settings.ts";

/**
 * Changes what is given of one of the actor's links; null resets a setting, and leaves the URL.
 * Visitors see the change from the next redirect on. Needs `links:write`. Throws LinkNotFoundError
 * and what `acceptSettings` throws.
 */
export async function updateLink(
  actor: Actor,
  reference: LinkReference,
  settings: LinkSettings,
): Promise<Link> {
  const { service } = requireScope(actor, "links:write");
  const { id } = await ownLink(actor, reference, "links:write");
  const link = await service.database.link.update({
    where: { id },
    data: { ...(await acceptSettings(service, settings)), version: { increment: 1 } },
  });
  service.events.emit("linkChanged", link.shortCode);
  return link;
}
