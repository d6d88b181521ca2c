import { ForbiddenError, MissingScopeError, UnauthenticatedError } from "../errors.ts";
import type { Services } from "../services.ts";
import { allScopes, type Scope } from "./scopes.ts";

interface Caller {
  services: Services;
  /** IP address of the request; empty if unknown. */
  ipAddress: string;
}

interface AnonymousActor extends Caller {
  kind: "anonymous";
}

interface SessionActor extends Caller {
  kind: "session";
  userId: number;
  sessionId: number;
  scopes: readonly Scope[];
}

interface TokenActor extends Caller {
  kind: "token";
  userId: number;
  tokenId: number;
  scopes: readonly Scope[];
}

export type SignedInActor = SessionActor | TokenActor;

/** The sender of a request: anonymous, a browser with a session, or a program with a token. */
export type Actor = AnonymousActor | SignedInActor;

/** Returns the actor of a request without a credential. */
export function anonymousActor(services: Services, ipAddress: string): Actor {
  return { kind: "anonymous", services, ipAddress };
}

/** Returns the actor of a session, which has all scopes. */
export function sessionActor(
  services: Services,
  ipAddress: string,
  { id, ownerId }: { id: number; ownerId: number },
): SignedInActor {
  return {
    kind: "session",
    services,
    ipAddress,
    userId: ownerId,
    sessionId: id,
    scopes: allScopes,
  };
}

/**
 * Returns the actor if it is signed in and has the scope. Throws UnauthenticatedError for an
 * anonymous actor, and MissingScopeError for a token without the scope.
 */
export function requireScope(actor: Actor, scope: Scope): SignedInActor {
  if (actor.kind === "anonymous") {
    throw new UnauthenticatedError(
      "Authentication is required. Send an API token in the Authorization header, or sign in.",
    );
  }
  if (!actor.scopes.includes(scope)) {
    throw new MissingScopeError(scope);
  }
  return actor;
}

/**
 * Returns the actor if it is this user and has the scope. Throws as `requireScope` does, and
 * ForbiddenError for another user.
 */
export function requireSelf(actor: Actor, userId: number, scope: Scope): SignedInActor {
  const signedIn = requireScope(actor, scope);
  if (signedIn.userId !== userId)
    throw new ForbiddenError("Access is limited to your own account.");
  return signedIn;
}
