import { type Actor, requireScope } from "../auth/actor.ts";
import { deleteSessions } from "../auth/deleteSessions.ts";
import { visibleSessionsFilter } from "./readSessions.ts";

/** The sessions to end: those with the ids, or all except the actor's own. */
export type SessionSelection = { ids: number[] } | "others";

/**
 * Ends sessions of the actor's user. Their browsers are signed out from the next request on.
 * Ignores ids of sessions that are expired, unknown or owned by another user. Returns the ids of the
 * ended sessions. Needs `account:write`.
 */
export async function endSessions(actor: Actor, selection: SessionSelection): Promise<number[]> {
  const { services, ...signedIn } = requireScope(actor, "account:write");
  const currentIds = signedIn.kind === "session" ? [signedIn.sessionId] : [];
  const id = selection === "others" ? { notIn: currentIds } : { in: selection.ids };
  return services.queues.write(signedIn.userId, () =>
    services.database.$transaction(({ session }) =>
      deleteSessions(session, { ...visibleSessionsFilter(actor), id }),
    ),
  );
}
