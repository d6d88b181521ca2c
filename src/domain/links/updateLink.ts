import type { Link } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { type LinkReference, linkNotFound, ownLinkWhere } from "./readLinks.ts";
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
  const data = { ...(await acceptSettings(service, settings)), version: { increment: 1 } };
  const where = ownLinkWhere(actor, reference, "links:write");
  const [link] = await service.database.link.updateManyAndReturn({ where, data });
  if (!link) throw linkNotFound();
  service.events.emit("linkChanged", link.shortCode);
  return link;
}
