import { UnauthenticatedError } from "../errors.ts";
import { hashSecret, looksLikeTokenSecret } from "../secrets.ts";
import type { Services } from "../services.ts";
import type { Actor } from "./actor.ts";
import { isTokenValid } from "./credentialValidity.ts";
import { parseScopes } from "./scopes.ts";

const lastUseResolutionMilliseconds = 60_000;

const invalidTokenMessage = "Invalid API token: it is unknown, revoked or expired.";

/**
 * Returns the actor of an API token's secret. Records the use of the token, at most once a minute.
 * Throws the same UnauthenticatedError for a malformed, unknown, revoked or expired token.
 */
export async function authenticateToken(
  services: Services,
  ipAddress: string,
  secret: string,
): Promise<Actor> {
  if (!looksLikeTokenSecret(secret)) throw new UnauthenticatedError(invalidTokenMessage);
  const token = await services.lookup.findToken(hashSecret(secret));
  const now = Date.now();
  if (!isTokenValid(token, now)) throw new UnauthenticatedError(invalidTokenMessage);
  // The last use lies in the future if the clock was set back since.
  if (Math.abs(now - (token.lastUsedAt ?? 0)) >= lastUseResolutionMilliseconds) {
    // Not awaited: a locked database would delay each request by seconds.
    void recordUse(services, token.id, new Date(now));
  }
  return {
    kind: "token",
    services,
    ipAddress,
    userId: token.ownerId,
    tokenId: token.id,
    scopes: parseScopes(token.scopes),
  };
}

async function recordUse(services: Services, id: number, lastUsedAt: Date): Promise<void> {
  try {
    await services.database.apiToken.updateMany({ where: { id }, data: { lastUsedAt } });
  } catch {
    // A read request must not fail because the database is temporarily not writable.
  }
}
