import type { Link } from "../../db/database.ts";
import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import { checkInputs } from "../checkInputs.ts";
import { DomainError } from "../errors.ts";
import { toLinkEvent } from "./linkEvent.ts";
import { recordChange } from "./linkHistory.ts";
import { type LinkSettings, linkSettingChecks, toLinkColumns } from "./linkSettings.ts";
import {
  type LinkReference,
  linkNotFoundError,
  ownedLinkFilter,
  requireOwnedLink,
} from "./readLinks.ts";

/**
 * Changes the given settings of one of the actor's links. Null removes a setting. A value that is
 * stored already is valid, even if it could not be set now. Records the changes in the link's history.
 * They apply from the next redirect on. Needs `links:write`. Throws LinkNotFoundError and what
 * `linkSettingChecks` and `toLinkColumns` throw.
 */
export async function updateLink(
  actor: Actor,
  reference: LinkReference,
  settings: LinkSettings,
): Promise<Link> {
  const signedIn = requireScope(actor, "links:write");
  const { services, userId } = signedIn;
  const parsed = await parseChanges(signedIn, reference, settings);
  const data = await toLinkColumns(signedIn, parsed);
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

/** Returns the checked settings. If any is invalid, checks only those that differ from the link. */
async function parseChanges(
  actor: SignedInActor,
  reference: LinkReference,
  settings: LinkSettings,
) {
  const check = (changes: LinkSettings) => checkInputs(linkSettingChecks(actor.services, changes));
  try {
    return check(settings);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const link = await requireOwnedLink(actor, reference, "links:write");
    return check(withoutStoredValues(settings, link));
  }
}

function withoutStoredValues(settings: LinkSettings, link: Link): LinkSettings {
  const stored: Record<string, unknown> = { ...link };
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => value === null || stored[name]?.valueOf() !== value?.valueOf(),
    ),
  );
}
