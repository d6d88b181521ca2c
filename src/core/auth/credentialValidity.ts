import type { SessionRow, TokenRow } from "../../db/lookup.ts";
import type { SignedInActor } from "./actor.ts";

/** Returns whether this API token is valid at the given time, in milliseconds. */
export function isTokenValid(token: TokenRow | undefined, now: number): token is TokenRow {
  if (token === undefined || token.revokedAt !== null) return false;
  return token.expiresAt === null || token.expiresAt > now;
}

/** Returns whether this session is valid at the given time, in milliseconds. */
export function isSessionValid(
  session: SessionRow | undefined,
  now: number,
): session is SessionRow {
  return session !== undefined && session.expiresAt > now;
}

/**
 * Returns whether the actor's token or session is still valid. For work that continues long after
 * the actor was authenticated.
 */
export async function hasActiveCredential(actor: SignedInActor): Promise<boolean> {
  const { lookup } = actor.services;
  const now = Date.now();
  return actor.kind === "session"
    ? isSessionValid(await lookup.findSessionById(actor.sessionId), now)
    : isTokenValid(await lookup.findTokenById(actor.tokenId), now);
}
