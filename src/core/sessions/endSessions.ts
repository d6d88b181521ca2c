import { type Actor, requireScope } from "../actors/actor.ts";
import { visibleSessionsFilter } from "./readSessions.ts";

/** Which sessions to end: these, or all but the one that the actor came with. */
export type SessionSelection = { ids: number[] } | "others";

/**
 * Ends sessions of the actor's user, who is signed out there from the next request on. Ids of
 * sessions that are over, unknown or somebody else's are passed over. Answers how many it ended.
 * Needs `account:write`.
 */
export async function endSessions(actor: Actor, selection: SessionSelection): Promise<number> {
  const { service, ...signedIn } = requireScope(actor, "account:write");
  const currentIds = signedIn.kind === "session" ? [signedIn.sessionId] : [];
  const id = selection === "others" ? { notIn: currentIds } : { in: selection.ids };
  const { count } = await service.queues.write(signedIn.userId, () =>
    service.database.session.deleteMany({ where: { ...visibleSessionsFilter(actor), id } }),
  );
  return count;
}
