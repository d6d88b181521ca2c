import type { ApiToken, Prisma, User } from "../../db/database.ts";
import { type Credentials, verifyCredentials } from "../accounts/credentials.ts";
import { lockAccount } from "../accounts/lockAccount.ts";
import { withUnchangedUser } from "../accounts/withUnchangedUser.ts";
import { type Actor, requireScope, type SignedInActor } from "../auth/actor.ts";
import { allScopes, formatScopes, type Scope } from "../auth/scopes.ts";
import { withValidCredential } from "../auth/withValidCredential.ts";
import { checkInputs } from "../checkInputs.ts";
import {
  InvalidExpiryError,
  InvalidScopesError,
  InvalidTokenNameError,
  TooManyTokensError,
} from "../errors.ts";
import { parseExpiry } from "../parseExpiry.ts";
import { rateLimitTokenCreation } from "../rateLimits/rateLimitTokenCreation.ts";
import { generateTokenId, generateTokenSecret, hashSecret } from "../secrets.ts";
import type { Services } from "../services.ts";
import { isStorableText, normalizeText } from "../text.ts";

const prefixLength = 9;
const maxNameCharacters = 100;

export interface CreateTokenInput {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null | undefined;
}

/** The properties that a token gets at its creation. */
interface TokenOrigin extends CreateTokenInput {
  /** Id of the token that created it. */
  createdByTokenId?: number | undefined;
}

/** A token with its secret. The secret is shown only once and never stored. */
export interface IssuedToken {
  token: ApiToken;
  secret: string;
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

function parseTokenName(input: string): string {
  const name = normalizeText(input.trim(), maxNameCharacters);
  if (!name) throw new InvalidTokenNameError("The name must have 1 to 100 characters.");
  if (!isStorableText(name)) {
    throw new InvalidTokenNameError("The name contains an invalid character.");
  }
  return name;
}

function requireOwnScopes(requested: readonly Scope[], own: readonly Scope[]): readonly Scope[] {
  if (requested.length === 0) {
    throw new InvalidScopesError("The token has no scopes. Select at least one.");
  }
  const missing = requested.filter((scope) => !own.includes(scope));
  if (missing.length > 0) {
    throw new InvalidScopesError(
      `You cannot grant scopes that your token does not have: ${missing.join(", ")}.`,
    );
  }
  return requested;
}

/** Returns the expiry of a token that the actor creates, and the id of the actor's token. */
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
      `The expiry must not be later than that of your token. Use ${latest.toISOString()} or earlier.`,
    );
  }
  return { expiresAt: expiresAt ?? latest, createdByTokenId: parent?.id };
}

/**
 * Returns a new token with all scopes after checking email and password. Throws
 * InvalidCredentialsError, AccountDisabledError, TooManyTokensError and RateLimitedError.
 */
export async function login(
  actor: Actor,
  credentials: Credentials,
): Promise<IssuedToken & { user: User }> {
  const { services } = actor;
  const user = await verifyCredentials(actor, credentials);
  await rateLimitTokenCreation(services, user.id);
  const issued = await withUnchangedUser(services, user, (transaction) =>
    issueToken(services, transaction, user.id, { name: "Login", scopes: allScopes }),
  );
  return { ...issued, user };
}

/**
 * Must be called in a transaction that locks the account, so that no other tokens are added
 * meanwhile.
 */
async function issueToken(
  services: Services,
  database: Prisma.TransactionClient,
  ownerId: number,
  { name, scopes, expiresAt, createdByTokenId }: TokenOrigin,
): Promise<IssuedToken> {
  await requireTokenCapacity(services, database, ownerId);
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
 * Ensures that the owner can have one more token. Revokes expired tokens if necessary, in the order
 * of their expiry. Throws TooManyTokensError if too many other tokens are left.
 */
async function requireTokenCapacity(
  { maxTokensPerAccount, baseUrl }: Services,
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
