import type { ApiToken, Database, Prisma } from "../../db/database.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import type { Page } from "../pagination/readPage.ts";
import { readPageByIdDesc } from "../pagination/readPageByIdDesc.ts";
import { createTotalCount } from "../pagination/totalCount.ts";
import { visibleTokensFilter } from "./readTokens.ts";

/**
 * Returns the ids of the tokens that this token created, directly or through other tokens. Omits
 * revoked tokens, but includes the tokens that these created.
 */
export async function findDerivedIds(
  database: Database | Prisma.TransactionClient,
  tokenId: number,
): Promise<number[]> {
  // UNION drops duplicates, so the recursion always ends.
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
 * Returns a page of the tokens that derive from a user's token, newest first, for that user only.
 * Needs `tokens:read`. Throws ForbiddenError, and what `readPageByIdDesc` throws.
 */
export async function listDerivedTokens(
  actor: Actor,
  token: Pick<ApiToken, "id" | "ownerId">,
  connectionArguments: ConnectionArguments,
  query: Pick<Prisma.ApiTokenFindManyArgs, "include" | "select"> = {},
): Promise<Page<ApiToken>> {
  const { services } = requireSelf(actor, token.ownerId, "tokens:read");
  const visible = visibleTokensFilter(actor);
  const page = await services.queues.read(token.ownerId, async ({ database }) => {
    const derivedIds = await findDerivedIds(database, token.id);
    return readPageByIdDesc("derivedTokens", connectionArguments, ({ id, ...page }) =>
      database.apiToken.findMany({
        ...query,
        ...page,
        where: { ...visible, id: { ...id, in: derivedIds } },
      }),
    );
  });
  const countTotal = createTotalCount(
    services.queues,
    token.ownerId,
    async ({ database }, take) => {
      const derivedIds = await findDerivedIds(database, token.id);
      return database.apiToken.count({ where: { ...visible, id: { in: derivedIds } }, take });
    },
  );
  return { ...page, countTotal };
}
