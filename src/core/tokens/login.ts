import type { User } from "../../db/database.ts";
import { type Credentials, verifyCredentials } from "../accounts/credentials.ts";
import { withUnchangedUser } from "../accounts/withUnchangedUser.ts";
import type { Actor } from "../auth/actor.ts";
import { allScopes, type Scope } from "../auth/scopes.ts";
import { checkInputs } from "../checkInputs.ts";
import { parseExpiry } from "../parseExpiry.ts";
import { rateLimitTokenCreation } from "../rateLimits/rateLimitTokenCreation.ts";
import { type IssuedToken, issueToken } from "./issueToken.ts";
import { parseTokenName, requireOwnScopes } from "./tokenInput.ts";

const defaultName = "Login";

export interface LoginInput extends Credentials {
  name?: string | null | undefined;
  scopes?: readonly Scope[] | null | undefined;
  expiresAt?: Date | null | undefined;
}

/**
 * Returns a new token after checking email and password. By default it is named "Login", has all
 * scopes and does not expire. Throws InvalidTokenNameError, InvalidScopesError and InvalidExpiryError
 * before the password is checked. Throws InvalidCredentialsError, AccountDisabledError,
 * TooManyTokensError and RateLimitedError.
 */
export async function login(
  actor: Actor,
  { name, scopes, expiresAt, ...credentials }: LoginInput,
): Promise<IssuedToken & { user: User }> {
  const { services } = actor;
  const token = checkInputs({
    name: () => parseTokenName(name ?? defaultName),
    scopes: () => requireOwnScopes(scopes ?? allScopes, allScopes),
    expiresAt: () => parseExpiry(expiresAt ?? null),
  });
  const user = await verifyCredentials(actor, credentials);
  await rateLimitTokenCreation(services, user.id);
  const issued = await withUnchangedUser(services, user, (transaction) =>
    issueToken(services, transaction, user.id, token),
  );
  return { ...issued, user };
}
