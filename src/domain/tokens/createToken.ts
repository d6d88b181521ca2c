import type { ApiToken, Prisma, User } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { whileStillValid } from "../actors/whileStillValid.ts";
import { InvalidExpiryError, InvalidScopesError, InvalidTokenNameError } from "../errors.ts";
import { generateTokenId, generateTokenSecret, hashSecret } from "../secrets.ts";
import { isText, normalizeText } from "../text.ts";
import { type Credentials, verifyCredentials } from "../users/credentials.ts";
import { whileUnchanged } from "../users/whileUnchanged.ts";
import { allScopes, formatScopes, type Scope } from "./scopes.ts";

const shownCharacters = 9;
const maximumNameCharacters = 100;

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null | undefined;
}

/** A token with its secret, which is shown this once and kept nowhere. */
export interface IssuedToken {
  token: ApiToken;
  secret: string;
}

/**
 * Makes a token for the actor's user. Needs `tokens:write`, and every scope that the new token is to
 * have. Throws InvalidTokenNameError (1 to 100 characters), InvalidScopesError, InvalidExpiryError
 * (a time to come), and UnauthenticatedError where the actor's own token or session has ended.
 */
export async function createToken(actor: Actor, input: NewToken): Promise<IssuedToken> {
  const signedIn = requireScope(actor, "tokens:write");
  const { userId, scopes } = signedIn;
  const name = normalizeText(input.name.trim(), maximumNameCharacters);
  if (!name) {
    throw new InvalidTokenNameError("Name the token with 1 to 100 characters.");
  }
  if (!isText(name)) {
    throw new InvalidTokenNameError("The name holds a character that is not text.");
  }
  if (input.scopes.length === 0) {
    throw new InvalidScopesError("Give the token at least one scope.");
  }
  const missing = input.scopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    throw new InvalidScopesError(
      `A token cannot make one that may do more than itself: it lacks ${missing.join(", ")}.`,
    );
  }
  if (input.expiresAt && input.expiresAt.getTime() <= Date.now()) {
    throw new InvalidExpiryError("The token would be expired already: choose a time to come.");
  }
  return whileStillValid(signedIn, (transaction) =>
    issueToken(transaction, userId, { ...input, name }),
  );
}

/**
 * Answers a token with all scopes to whoever knows an email and its password.
 * Throws InvalidCredentialsError and AccountDisabledError.
 */
export async function login(
  actor: Actor,
  credentials: Credentials,
): Promise<IssuedToken & { user: User }> {
  const user = await verifyCredentials(actor, credentials);
  const issued = await whileUnchanged(actor.service.database, user, (transaction) =>
    issueToken(transaction, user.id, { name: "Login", scopes: allScopes }),
  );
  return { ...issued, user };
}

async function issueToken(
  database: Prisma.TransactionClient,
  ownerId: number,
  { name, scopes, expiresAt }: NewToken,
): Promise<IssuedToken> {
  const secret = generateTokenSecret();
  const token = await database.apiToken.create({
    data: {
      publicId: generateTokenId(),
      ownerId,
      name,
      scopes: formatScopes(scopes),
      secretHash: hashSecret(secret),
      prefix: secret.slice(0, shownCharacters),
      expiresAt: expiresAt ?? null,
    },
  });
  return { token, secret };
}
