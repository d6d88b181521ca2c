import type { ApiToken } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { TokenNotFoundError } from "../errors.ts";
import { isTokenId } from "../secrets.ts";

/**
 * Makes one of the actor's tokens worthless, from the next request on. Needs `tokens:write`.
 * Throws TokenNotFoundError for an unknown `tok_…` id, a revoked one, and one of somebody else.
 */
export async function revokeToken(actor: Actor, publicId: string): Promise<ApiToken> {
  const { service, userId } = requireScope(actor, "tokens:write");
  const unknown = new TokenNotFoundError("You have no API token with this id.");
  if (!isTokenId(publicId)) throw unknown;
  const [token] = await service.database.apiToken.updateManyAndReturn({
    where: { publicId, ownerId: userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (!token) throw unknown;
  return token;
}
