import { type Actor, requireScope } from "../actors/actor.ts";
import { visibleSessions } from "./readSessions.ts";

/** Which sessions to end: these, or all but the one that the actor came with. */
export type EndedSessions = { ids: number[] } | "others";

/**
 * Ends sessions of the actor's user, who is signed out there from the next request on. Ids of
 * sessions that are over, unknown or somebody else's are passed over. Answers how many it ended.
 * Needs `account:write`.
 */
export async function endSessions(actor: Actor, which: EndedSessions): Promise<number> {
  const { service, ...signedIn } = requireScope(actor, "account:write");
  const own = signedIn.kind === "session" ? [signedIn.sessionId] : [];
  const id = which === "others" ? { notIn: own } : { in: which.ids };
  const { count } = await service.turns.write(signedIn.userId, () =>
    service.database.session.deleteMany({ where: { ...visibleSessions(actor), id } }),
  );
  return count;
}
