import type { ApiToken, Database, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import { newestFirst } from "../newestFirst.ts";
import { visibleTokens } from "./readTokens.ts";

/**
 * Ids of the tokens that were created with this one, with one of those, and so on, unless they are
 * revoked. A revoked one in between hides none behind it.
 */
export async function findDerivedIds(
  database: Database | Prisma.TransactionClient,
  tokenId: number,
): Promise<number[]> {
  // UNION, which drops what it has already, ends in any case.
  const rows = await database.$queryRaw<{ id: number | bigint }[]>`
    WITH RECURSIVE "derived" ("id", "revokedAt") AS (
      SELECT "id", "revokedAt" FROM "ApiToken" WHERE "createdByTokenId" = ${tokenId}
      UNION
      SELECT "ApiToken"."id", "ApiToken"."revokedAt"
      FROM "ApiToken" JOIN "derived" ON "ApiToken"."createdByTokenId" = "derived"."id"
    )
    SELECT "id" FROM "derived" WHERE "revokedAt" IS NULL`;
  return rows.map(({ id }) => Number(id));
}

/**
 * A window of the tokens that derive from one of a user's, newest first, for that user only. Needs
 * `tokens:read`. Throws ForbiddenError, and InvalidPageError for a cursor from elsewhere.
 */
export async function listDerivedTokens(
  actor: Actor,
  { id, ownerId }: Pick<ApiToken, "id" | "ownerId">,
  query: Prisma.ApiTokenFindManyArgs,
): Promise<ApiToken[]> {
  const { database } = requireSelf(actor, ownerId, "tokens:read").service;
  const derived = { AND: { id: { in: await findDerivedIds(database, id) } } };
  return database.apiToken.findMany(newestFirst(query, { ...visibleTokens(actor), ...derived }));
}
