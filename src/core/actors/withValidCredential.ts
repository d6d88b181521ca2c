import type { Prisma } from "../../db/database.ts";
import { UnauthenticatedError } from "../errors.ts";
import type { SignedInActor } from "./actor.ts";

/**
 * Runs `callback` if the token or session that the actor came with is still good: what it leaves behind
 * must not outlive the moment in which all of them were revoked. Undoes `callback` and throws
 * UnauthenticatedError where it is not.
 */
export function withValidCredential<Result>(
  actor: SignedInActor,
  callback: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  const { queues, database } = actor.service;
  return queues.write(actor.userId, () =>
    database.$transaction(async (transaction) => {
      // Asking after the write, which waits for whoever is revoking, leaves no gap.
      const result = await callback(transaction);
      if ((await countActiveCredential(actor, transaction)) === 1) return result;
      throw new UnauthenticatedError("The API token or session has ended. Log in again.");
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
