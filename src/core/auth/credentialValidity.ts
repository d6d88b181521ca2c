import type { SessionRow, TokenRow } from "../../db/lookup.ts";
import { MissingScopeError, UnauthenticatedError } from "../errors.ts";
import type { SignedInActor } from "./actor.ts";
import { parseScopes, type Scope } from "./scopes.ts";

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
 * Throws UnauthenticatedError if the actor's token or session has ended, and MissingScopeError if the
 * token no longer has the scope. For work that continues long after the actor was authenticated.
 */
export async function requireActiveCredential(actor: SignedInActor, scope: Scope): Promise<void> {
  const { lookup } = actor.services;
  const now = Date.now();
  if (actor.kind === "session") {
    if (isSessionValid(await lookup.findSessionById(actor.sessionId), now)) return;
    throw new UnauthenticatedError("The session has ended. Sign in again.");
  }
  const token = await lookup.findTokenById(actor.tokenId);
  if (!isTokenValid(token, now)) {
    throw new UnauthenticatedError("The API token has expired or was revoked. Log in again.");
  }
  if (!parseScopes(token.scopes).includes(scope)) throw new MissingScopeError(scope);
}
