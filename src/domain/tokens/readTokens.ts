import type { ApiToken, Prisma } from "../../db/database.ts";
import { type Actor, requireScope, requireSelf } from "../actors/actor.ts";
import { newestFirst } from "../newestFirst.ts";

/** Which tokens the actor may see: those of its user that are not revoked. Needs `tokens:read`. */
export function visibleTokens(actor: Actor): Prisma.ApiTokenWhereInput {
  const { userId } = requireScope(actor, "tokens:read");
  return { ownerId: userId, revokedAt: null };
}

/**
 * A window of a user's tokens, newest first, for that user only. Needs `tokens:read`. Throws
 * ForbiddenError, and InvalidPageError for a cursor from elsewhere.
 */
export async function listTokens(
  actor: Actor,
  userId: number,
  query: Prisma.ApiTokenFindManyArgs,
): Promise<ApiToken[]> {
  const { service } = requireSelf(actor, userId, "tokens:read");
  return service.database.apiToken.findMany(newestFirst(query, visibleTokens(actor)));
}
