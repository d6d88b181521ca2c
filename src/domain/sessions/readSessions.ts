import type { Prisma, Session } from "../../db/database.ts";
import { type Actor, requireScope, requireSelf } from "../actors/actor.ts";
import { newestFirst } from "../newestFirst.ts";

/**
 * Which sessions the actor may see: those of its user that are not over. Needs `account:write`,
 * because whoever knows where somebody is signed in may also sign them out.
 */
export function visibleSessions(actor: Actor): Prisma.SessionWhereInput {
  const { userId } = requireScope(actor, "account:write");
  return { ownerId: userId, expiresAt: { gt: new Date() } };
}

/**
 * A window of a user's sessions, newest first, for that user only. Needs `account:write`. Throws
 * ForbiddenError, and InvalidPageError for a cursor from elsewhere.
 */
export async function listSessions(
  actor: Actor,
  userId: number,
  query: Prisma.SessionFindManyArgs,
): Promise<Session[]> {
  const { service } = requireSelf(actor, userId, "account:write");
  return service.database.session.findMany(newestFirst(query, visibleSessions(actor)));
}
