import type { ApiToken, Prisma } from "../../db/database.ts";
import { lockAccount } from "../accounts/lockAccount.ts";
import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import { formatScopes, type Scope } from "../auth/scopes.ts";
import { withValidCredential } from "../auth/withValidCredential.ts";
import { checkInputs } from "../checkInputs.ts";
import { parseExpiry } from "../parseExpiry.ts";
import { requireValue } from "../requireValue.ts";
import { parseTokenName, requireExpiryUpTo, requireOwnScopes } from "./tokenInput.ts";
import { ownedTokenFilter, type TokenReference, tokenNotFoundError } from "./tokenReference.ts";

/** Undefined keeps a value. Null removes the expiry. */
export interface UpdateTokenInput {
  name?: string | null | undefined;
  scopes?: readonly Scope[] | null | undefined;
  expiresAt?: Date | null | undefined;
}

/**
 * Changes one of the actor's tokens, from the next request on. Needs `tokens:write`, and every scope
 * that the token gets. If the actor is a token, the other cannot expire later. Throws
 * TokenNotFoundError, InvalidTokenNameError, InvalidScopesError and InvalidExpiryError, as
 * `createToken` does, and ValueRequiredError for a name or scopes of null. Throws
 * UnauthenticatedError if the actor's own token or session has ended.
 */
export async function updateToken(
  actor: Actor,
  reference: TokenReference,
  { name, scopes, expiresAt }: UpdateTokenInput,
): Promise<ApiToken> {
  const signedIn = requireScope(actor, "tokens:write");
  const { userId } = signedIn;
  const parsed: { name?: string; scopes?: readonly Scope[]; expiresAt?: Date | null } = checkInputs(
    {
      ...(name !== undefined && { name: () => parseTokenName(requireValue("name", name)) }),
      ...(scopes !== undefined && {
        scopes: () => requireOwnScopes(requireValue("scopes", scopes), signedIn.scopes),
      }),
      ...(expiresAt !== undefined && { expiresAt: () => parseExpiry(expiresAt) }),
    },
  );
  const { scopes: newScopes, ...columns } = parsed;
  const data = { ...columns, ...(newScopes && { scopes: formatScopes(newScopes) }) };
  return withValidCredential(signedIn, async (transaction) => {
    await lockAccount(transaction, userId);
    if (data.expiresAt !== undefined) {
      requireExpiryUpTo(await latestExpiry(signedIn, transaction), data.expiresAt);
    }
    const where = ownedTokenFilter(reference, userId);
    const [token] = await transaction.apiToken.updateManyAndReturn({ where, data });
    if (!token) throw tokenNotFoundError();
    return token;
  });
}

/** Returns the expiry of the actor's own token, null if it can grant any. */
async function latestExpiry(
  actor: SignedInActor,
  { apiToken }: Prisma.TransactionClient,
): Promise<Date | null> {
  if (actor.kind === "session") return null;
  return (await apiToken.findUnique({ where: { id: actor.tokenId } }))?.expiresAt ?? null;
}
