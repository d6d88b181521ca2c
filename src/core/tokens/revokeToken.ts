import type { ApiToken } from "../../db/database.ts";
import { lockAccount } from "../accounts/lockAccount.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import { findDerivedIds } from "./derivedTokens.ts";
import { ownedTokenFilter, type TokenReference, tokenNotFoundError } from "./tokenReference.ts";

/** The revoked token, and the derived tokens revoked with it. */
interface RevokedTokens {
  token: ApiToken;
  derived: ApiToken[];
}

/**
 * Revokes one of the actor's tokens, from the next request on. On request, also revokes all tokens
 * that it created, directly or indirectly. Needs `tokens:write`. Throws TokenNotFoundError for a
 * token that is unknown, already revoked or owned by another user.
 */
export async function revokeToken(
  actor: Actor,
  reference: TokenReference,
  { includeDerived = false } = {},
): Promise<RevokedTokens> {
  const { services, userId } = requireScope(actor, "tokens:write");
  const where = ownedTokenFilter(reference, userId);
  return services.queues.write(userId, () =>
    services.database.$transaction(async (transaction) => {
      // A concurrent token creation either comes before, and its token is found, or comes after and
      // is rejected.
      await lockAccount(transaction, userId);
      const data = { revokedAt: new Date() };
      const [token] = await transaction.apiToken.updateManyAndReturn({ where, data });
      if (!token) throw tokenNotFoundError();
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
