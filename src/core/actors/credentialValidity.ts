import type { SessionRow, TokenRow } from "../../db/lookup.ts";
import type { SignedInActor } from "./actor.ts";

/** Whether this API token opens anything at that time, in milliseconds. */
export function isTokenValid(token: TokenRow | undefined, now: number): token is TokenRow {
  if (token === undefined || token.revokedAt !== null) return false;
  return token.expiresAt === null || token.expiresAt > now;
}

/** Whether somebody is signed in by this session at that time, in milliseconds. */
export function isSessionValid(
  session: SessionRow | undefined,
  now: number,
): session is SessionRow {
  return session !== undefined && session.expiresAt > now;
}

/**
 * Whether the token or session that the actor came with is good at this moment: for what goes on
 * long after the actor was let in.
 */
export async function hasActiveCredential(actor: SignedInActor): Promise<boolean> {
  const { lookup } = actor.service;
  const now = Date.now();
  return actor.kind === "session"
    ? isSessionValid(await lookup.findSessionById(actor.sessionId), now)
    : isTokenValid(await lookup.findTokenById(actor.tokenId), now);
}
