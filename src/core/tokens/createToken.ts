import type { Prisma } from "../../db/database.ts";
import { lockAccount } from "../accounts/lockAccount.ts";
import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import type { Scope } from "../auth/scopes.ts";
import { withValidCredential } from "../auth/withValidCredential.ts";
import { checkInputs } from "../checkInputs.ts";
import { parseExpiry } from "../parseExpiry.ts";
import { rateLimitTokenCreation } from "../rateLimits/rateLimitTokenCreation.ts";
import { type IssuedToken, issueToken } from "./issueToken.ts";
import { parseTokenName, requireExpiryUpTo, requireOwnScopes } from "./tokenInput.ts";

export interface CreateTokenInput {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null | undefined;
}

/**
 * Creates a token for the actor's user. Needs `tokens:write`, and every scope that the new token
 * gets. If the actor is a token, the new token cannot expire later. By default it expires at the
 * same time. Throws InvalidTokenNameError (1 to 100 characters) and InvalidScopesError. Throws
 * InvalidExpiryError unless the expiry is in the future and not after that of the actor's token.
 * Throws TooManyTokensError, and RateLimitedError if too many tokens were created recently. Throws
 * UnauthenticatedError if the actor's own token or session has ended.
 */
export async function createToken(actor: Actor, input: CreateTokenInput): Promise<IssuedToken> {
  const signedIn = requireScope(actor, "tokens:write");
  const { services, userId, scopes } = signedIn;
  const { name, ...parsed } = checkInputs({
    name: () => parseTokenName(input.name),
    scopes: () => requireOwnScopes(input.scopes, scopes),
    expiresAt: () => parseExpiry(input.expiresAt ?? null),
  });
  await rateLimitTokenCreation(services, userId);
  return withValidCredential(signedIn, async (transaction) => {
    await lockAccount(transaction, userId);
    const origin = await resolveOrigin(signedIn, transaction, parsed.expiresAt);
    return issueToken(services, transaction, userId, { name, ...parsed, ...origin });
  });
}

/** Returns the expiry of a token that the actor creates, and the id of the actor's token. */
async function resolveOrigin(
  actor: SignedInActor,
  { apiToken }: Prisma.TransactionClient,
  expiresAt: Date | null,
): Promise<{ expiresAt: Date | null; createdByTokenId?: number | undefined }> {
  if (actor.kind === "session") return { expiresAt };
  const parent = await apiToken.findUnique({ where: { id: actor.tokenId } });
  const latest = parent?.expiresAt ?? null;
  if (expiresAt) requireExpiryUpTo(latest, expiresAt);
  return { expiresAt: expiresAt ?? latest, createdByTokenId: parent?.id };
}
