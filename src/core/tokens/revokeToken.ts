import type { ApiToken } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { TokenNotFoundError } from "../errors.ts";
import { looksLikeTokenId } from "../secrets.ts";
import { lockAccount } from "../users/lockAccount.ts";
import { findDerivedIds } from "./derivedTokens.ts";

/** The token that was revoked, and those that were with it. */
interface RevokedTokens {
  token: ApiToken;
  derived: ApiToken[];
}

/**
 * Makes one of the actor's tokens worthless, from the next request on, and if asked all that were
 * created with it, directly or not. Needs `tokens:write`. Throws TokenNotFoundError for an unknown
 * `tok_…` id, a revoked one, and one of somebody else.
 */
export async function revokeToken(
  actor: Actor,
  publicId: string,
  { includeDerived = false } = {},
): Promise<RevokedTokens> {
  const { service, userId } = requireScope(actor, "tokens:write");
  const unknown = new TokenNotFoundError("You have no API token with this id.");
  if (!looksLikeTokenId(publicId)) throw unknown;
  return service.queues.write(userId, () =>
    service.database.$transaction(async (transaction) => {
      // Whoever is creating a token comes before, and its token is found, or after, and is let in no more.
      await lockAccount(transaction, userId);
      const data = { revokedAt: new Date() };
      const [token] = await transaction.apiToken.updateManyAndReturn({
        where: { publicId, ownerId: userId, revokedAt: null },
        data,
      });
      if (!token) throw unknown;
      if (!includeDerived) return { token, derived: [] };
      const ids = await findDerivedIds(transaction, token.id);
      const derived = await transaction.apiToken.updateManyAndReturn({
        where: { id: { in: ids } },
        data,
      });
      return { token, derived };
    }),
  );
}
