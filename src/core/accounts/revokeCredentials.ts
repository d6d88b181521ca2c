import type { Prisma } from "../../db/database.ts";
import type { SignedInActor } from "../auth/actor.ts";
import { deleteSessions } from "../auth/deleteSessions.ts";
import { deleteKnownAddresses } from "./knownAddresses.ts";

interface RevokeOptions {
  /** The actor whose own session or token, and address, are kept. */
  except?: SignedInActor;
  revokeTokens: boolean;
}

/** Ids of the sessions that were ended and the tokens that were revoked. */
export interface RevokedCredentials {
  sessionIds: number[];
  tokenIds: number[];
}

/**
 * Ends the sessions of a user after a password change, revokes the tokens on request, and forgets the
 * addresses that the user has signed in from: another person with the old password may have logged in
 * from elsewhere.
 */
export async function revokeCredentials(
  transaction: Prisma.TransactionClient,
  ownerId: number,
  { except, revokeTokens }: RevokeOptions,
): Promise<RevokedCredentials> {
  const keptSessionId = except?.kind === "session" ? except.sessionId : 0;
  const keptTokenId = except?.kind === "token" ? except.tokenId : 0;
  const sessionIds = await deleteSessions(transaction.session, {
    ownerId,
    id: { not: keptSessionId },
  });
  await deleteKnownAddresses(transaction, ownerId, except);
  if (!revokeTokens) return { sessionIds, tokenIds: [] };
  const tokens = await transaction.apiToken.updateManyAndReturn({
    where: { ownerId, revokedAt: null, id: { not: keptTokenId } },
    data: { revokedAt: new Date() },
    select: { id: true },
  });
  return { sessionIds, tokenIds: tokens.map(({ id }) => id) };
}
