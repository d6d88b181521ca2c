import type { ApiToken, Prisma } from "../../db/database.ts";
import { formatScopes, type Scope } from "../auth/scopes.ts";
import { TooManyTokensError } from "../errors.ts";
import { generateTokenId, generateTokenSecret, hashSecret } from "../secrets.ts";
import type { Services } from "../services.ts";

const prefixLength = 9;

/** The properties that a token gets at its creation. */
interface TokenOrigin {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null | undefined;
  /** Id of the token that created it. */
  createdByTokenId?: number | undefined;
}

/** A token with its secret. The secret is shown only once and never stored. */
export interface IssuedToken {
  token: ApiToken;
  secret: string;
}

/**
 * Creates a token for the owner. Must be called in a transaction that locks the account, so that no
 * other tokens are added meanwhile. Throws TooManyTokensError.
 */
export async function issueToken(
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
