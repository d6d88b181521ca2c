import type { ApiToken, Prisma, User } from "../../db/database.ts";
import { type Actor, requireScope, type SignedInActor } from "../actors/actor.ts";
import { withValidCredential } from "../actors/withValidCredential.ts";
import {
  InvalidExpiryError,
  InvalidScopesError,
  InvalidTokenNameError,
  TooManyTokensError,
} from "../errors.ts";
import { rateLimitTokenCreation } from "../rateLimits/rateLimitTokenCreation.ts";
import { generateTokenId, generateTokenSecret, hashSecret } from "../secrets.ts";
import type { Service } from "../service.ts";
import { isStorableText, normalizeText } from "../text.ts";
import { type Credentials, verifyCredentials } from "../users/credentials.ts";
import { lockAccount } from "../users/lockAccount.ts";
import { withUnchangedUser } from "../users/withUnchangedUser.ts";
import { allScopes, formatScopes, type Scope } from "./scopes.ts";

const prefixLength = 9;
const maxNameCharacters = 100;

export interface CreateTokenInput {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null | undefined;
}

/** What is kept of a token from its beginning. */
interface TokenOrigin extends CreateTokenInput {
  /** Id of the token that it is created with. */
  createdByTokenId?: number | undefined;
}

/** A token with its secret, which is shown this once and kept nowhere. */
export interface IssuedToken {
  token: ApiToken;
  secret: string;
}

/**
 * Makes a token for the actor's user. Needs `tokens:write`, and every scope that the new token is to
 * have. Created with a token, it ends no later than that: at the same time, where nothing is said.
 * Throws InvalidTokenNameError (1 to 100 characters), InvalidScopesError, InvalidExpiryError (a time
 * to come, not after the end of the actor's token), TooManyTokensError, RateLimitedError where too
 * many were made of late, and UnauthenticatedError where the actor's own token or session has ended.
 */
export async function createToken(actor: Actor, input: CreateTokenInput): Promise<IssuedToken> {
  const signedIn = requireScope(actor, "tokens:write");
  const { service, userId, scopes } = signedIn;
  const name = normalizeText(input.name.trim(), maxNameCharacters);
  if (!name) {
    throw new InvalidTokenNameError("Name the token with 1 to 100 characters.");
  }
  if (!isStorableText(name)) {
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
  await rateLimitTokenCreation(service, userId);
  return withValidCredential(signedIn, async (transaction) => {
    await lockAccount(transaction, userId);
    const origin = await resolveOrigin(signedIn, transaction, input.expiresAt ?? null);
    return issueToken(service, transaction, userId, { ...input, name, ...origin });
  });
}

/** When a token ends that the actor creates, and with which token it does. */
async function resolveOrigin(
  actor: SignedInActor,
  { apiToken }: Prisma.TransactionClient,
  expiresAt: Date | null,
): Promise<Pick<TokenOrigin, "expiresAt" | "createdByTokenId">> {
  if (actor.kind === "session") return { expiresAt };
  const parent = await apiToken.findUnique({ where: { id: actor.tokenId } });
  const latest = parent?.expiresAt ?? null;
  if (latest && expiresAt && expiresAt > latest) {
    throw new InvalidExpiryError(
      `A token cannot make one that outlives it: choose ${latest.toISOString()} at the latest.`,
    );
  }
  return { expiresAt: expiresAt ?? latest, createdByTokenId: parent?.id };
}

/**
 * Answers a token with all scopes to whoever knows an email and its password.
 * Throws InvalidCredentialsError, AccountDisabledError, TooManyTokensError, and RateLimitedError.
 */
export async function login(
  actor: Actor,
  credentials: Credentials,
): Promise<IssuedToken & { user: User }> {
  const { service } = actor;
  const user = await verifyCredentials(actor, credentials);
  await rateLimitTokenCreation(service, user.id);
  const issued = await withUnchangedUser(service, user, (transaction) =>
    issueToken(service, transaction, user.id, { name: "Login", scopes: allScopes }),
  );
  return { ...issued, user };
}

/** To be called in a transaction that holds the account, so that others do not add tokens meanwhile. */
async function issueToken(
  service: Service,
  database: Prisma.TransactionClient,
  ownerId: number,
  { name, scopes, expiresAt, createdByTokenId }: TokenOrigin,
): Promise<IssuedToken> {
  await requireTokenCapacity(service, database, ownerId);
  const secret = generateTokenSecret();
  const token = await database.apiToken.create({
    data: {
      publicId: generateTokenId(),
      ownerId,
      name,
      scopes: formatScopes(scopes),
      secretHash: hashSecret(secret),
      prefix: secret.slice(0, prefixLength),
      expiresAt: expiresAt ?? null,
      createdByTokenId: createdByTokenId ?? null,
    },
  });
  return { token, secret };
}

/**
 * Makes room for one more token among those that the owner sees: expired ones are revoked, those first
 * that expired first. Throws TooManyTokensError where too many others are left.
 */
async function requireTokenCapacity(
  { maxTokensPerAccount, baseUrl }: Service,
  { apiToken }: Prisma.TransactionClient,
  ownerId: number,
): Promise<void> {
  const active = { ownerId, revokedAt: null };
  const surplus = (await apiToken.count({ where: active })) - maxTokensPerAccount + 1;
  if (surplus <= 0) return;
  const now = new Date();
  const expired = await apiToken.findMany({
    where: { ...active, expiresAt: { lte: now } },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    take: surplus,
    select: { id: true },
  });
  if (expired.length < surplus) {
    throw new TooManyTokensError(maxTokensPerAccount, new URL("/app/tokens", baseUrl).href);
  }
  await apiToken.updateMany({
    where: { id: { in: expired.map(({ id }) => id) } },
    data: { revokedAt: now },
  });
}
