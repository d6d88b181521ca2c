import type { Actor } from "./actor.ts";

/** Ids of what a logout ended; null if the request did not use it. */
export interface EndedCredential {
  sessionId: number | null;
  tokenId: number | null;
}

/**
 * Ends the session or revokes the token that the actor came with, from the next request on. Needs no
 * scope: every credential may end itself. Does nothing for an anonymous actor.
 */
export async function logout(actor: Actor): Promise<EndedCredential> {
  if (actor.kind === "anonymous") return { sessionId: null, tokenId: null };
  const { database } = actor.services;
  if (actor.kind === "session") {
    await database.session.deleteMany({ where: { id: actor.sessionId } });
    return { sessionId: actor.sessionId, tokenId: null };
  }
  await database.apiToken.updateMany({
    where: { id: actor.tokenId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return { sessionId: null, tokenId: actor.tokenId };
}
