import type { Prisma, Session } from "../../db/database.ts";
import { type Actor, requireScope, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import type { Page } from "../pagination/readPage.ts";
import { readPageByIdDesc } from "../pagination/readPageByIdDesc.ts";
import { createTotalCount } from "../pagination/totalCount.ts";

/**
 * Returns a filter for the sessions that the actor may see: those of its user that have not
 * expired. Needs `account:write`, because an actor that sees sessions may also end them.
 */
export function visibleSessionsFilter(actor: Actor): Prisma.SessionWhereInput {
  const { userId } = requireScope(actor, "account:write");
  return { ownerId: userId, expiresAt: { gt: new Date() } };
}

/**
 * Returns a page of a user's sessions, newest first, for that user only. Needs `account:write`.
 * Throws ForbiddenError, and what `readPageByIdDesc` throws.
 */
export async function listSessions(
  actor: Actor,
  userId: number,
  connectionArguments: ConnectionArguments,
  query: Pick<Prisma.SessionFindManyArgs, "include" | "select"> = {},
): Promise<Page<Session>> {
  const { services } = requireSelf(actor, userId, "account:write");
  const where = visibleSessionsFilter(actor);
  const page = await services.queues.read(userId, ({ database }) =>
    readPageByIdDesc("sessions", connectionArguments, ({ id, ...page }) =>
      database.session.findMany({ ...query, ...page, where: { ...where, ...(id && { id }) } }),
    ),
  );
  const countTotal = createTotalCount(services.queues, userId, ({ database }, take) =>
    database.session.count({ where, take }),
  );
  return { ...page, countTotal };
}
