import type { Link } from "../../db/database.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import { toLinkEvent } from "./linkEvent.ts";
import { recordChange } from "./linkHistory.ts";
import { type LinkSettings, parseLinkSettings } from "./linkSettings.ts";
import { type LinkReference, linkNotFoundError, ownedLinkFilter } from "./readLinks.ts";

/**
 * Changes the given settings of one of the actor's links. Null resets a setting, but keeps the URL.
 * Records the changes in the link's history. They apply from the next redirect on. Needs
 * `links:write`. Throws LinkNotFoundError and what `parseLinkSettings` throws.
 */
export async function updateLink(
  actor: Actor,
  reference: LinkReference,
  settings: LinkSettings,
): Promise<Link> {
  const signedIn = requireScope(actor, "links:write");
  const { services, userId } = signedIn;
  const data = await parseLinkSettings(signedIn, settings);
  const where = ownedLinkFilter(actor, reference, "links:write");
  const link = await services.queues.write(userId, () =>
    services.database.$transaction(async ({ link, linkChange, apiToken }) => {
      // Writing first locks the row, so that nothing changes it between `before` and `after`.
      const version = { increment: 1 };
      const [before] = await link.updateManyAndReturn({ where, data: { version } });
      if (!before) throw linkNotFoundError();
      const [after = before] = await link.updateManyAndReturn({ where: { id: before.id }, data });
      await recordChange({ linkChange, apiToken }, signedIn, before, after);
      return after;
    }),
  );
  services.events.domain.emit("link.updated", toLinkEvent(link));
  return link;
}
