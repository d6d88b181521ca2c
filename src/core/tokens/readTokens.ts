import type { ApiToken, Prisma } from "../../db/database.ts";
import { type Actor, requireScope, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import type { Page } from "../pagination/readPage.ts";
import { readPageByIdDesc } from "../pagination/readPageByIdDesc.ts";
import { createTotalCount } from "../pagination/totalCount.ts";

/**
 * Returns a filter for the tokens that the actor may see: those of its user that are not revoked.
 * Needs `tokens:read`.
 */
export function visibleTokensFilter(actor: Actor): Prisma.ApiTokenWhereInput {
  const { userId } = requireScope(actor, "tokens:read");
  return { ownerId: userId, revokedAt: null };
}

/**
 * Returns a page of a user's tokens, newest first, for that user only. Needs `tokens:read`. Throws
 * ForbiddenError, and what `readPageByIdDesc` throws.
 */
export async function listTokens(
  actor: Actor,
  userId: number,
  connectionArguments: ConnectionArguments,
  query: Pick<Prisma.ApiTokenFindManyArgs, "include" | "select"> = {},
): Promise<Page<ApiToken>> {
  const { services } = requireSelf(actor, userId, "tokens:read");
  const where = visibleTokensFilter(actor);
  const page = await services.queues.read(userId, ({ database }) =>
    readPageByIdDesc("tokens", connectionArguments, ({ id, ...page }) =>
      database.apiToken.findMany({ ...query, ...page, where: { ...where, ...(id && { id }) } }),
    ),
  );
  const countTotal = createTotalCount(services.queues, userId, ({ database }, take) =>
    database.apiToken.count({ where, take }),
  );
  return { ...page, countTotal };
}
