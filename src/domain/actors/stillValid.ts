import type { SignedInActor } from "./actor.ts";

/**
 * Whether the token or session that the actor came with is good at this moment: for what goes on
 * long after the actor was let in.
 */
export async function isStillValid(actor: SignedInActor): Promise<boolean> {
  const { database } = actor.service;
  const now = new Date();
  if (actor.kind === "session") {
    const session = await database.session.findUnique({ where: { id: actor.sessionId } });
    return session !== null && session.expiresAt > now;
  }
  const token = await database.apiToken.findUnique({ where: { id: actor.tokenId } });
  return token !== null && !token.revokedAt && (!token.expiresAt || token.expiresAt > now);
}
