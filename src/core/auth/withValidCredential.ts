import type { Prisma } from "../../db/database.ts";
import { UnauthenticatedError } from "../errors.ts";
import type { SignedInActor } from "./actor.ts";

/**
 * Runs `callback` in a transaction if the actor's token or session is still valid. What the
 * callback creates must not survive the revocation of all credentials. Otherwise rolls the
 * transaction back and throws UnauthenticatedError.
 */
export function withValidCredential<Result>(
  actor: SignedInActor,
  callback: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  const { queues, database } = actor.services;
  return queues.write(actor.userId, () =>
    database.$transaction(async (transaction) => {
      // Checking after the write leaves no gap, because the write waits for a concurrent
      // revocation.
      const result = await callback(transaction);
      if ((await countActiveCredential(actor, transaction)) === 1) return result;
      throw new UnauthenticatedError(
        "The API token or session has expired or was revoked. Log in again.",
      );
    }),
  );
}

function countActiveCredential(
  actor: SignedInActor,
  { apiToken, session }: Prisma.TransactionClient,
): Promise<number> {
  const owner = { disabledAt: null, deletedAt: null };
  const now = new Date();
  return actor.kind === "session"
    ? session.count({ where: { id: actor.sessionId, expiresAt: { gt: now }, owner } })
    : apiToken.count({
        where: {
          id: actor.tokenId,
          revokedAt: null,
          OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
          owner,
        },
      });
}
