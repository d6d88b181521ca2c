import { ForbiddenError, UnauthenticatedError } from "../errors.ts";
import type { Service } from "../service.ts";
import { allScopes, type Scope } from "../tokens/scopes.ts";

interface Caller {
  service: Service;
  /** Where the request came from: an IP address, or empty where that is not known. */
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

/** Who asks: nobody known, a signed-in browser, or a program with a token. */
export type Actor = AnonymousActor | SignedInActor;

/** Somebody who has not said who they are. */
export function anonymousActor(service: Service, ipAddress: string): Actor {
  return { kind: "anonymous", service, ipAddress };
}

/** The browser that holds a session; it may do all that its user may. */
export function sessionActor(
  service: Service,
  ipAddress: string,
  { id, ownerId }: { id: number; ownerId: number },
): SignedInActor {
  return {
    kind: "session",
    service,
    ipAddress,
    userId: ownerId,
    sessionId: id,
    scopes: allScopes,
  };
}

/**
 * The actor, if somebody is behind it who may do what `scope` names.
 * Throws UnauthenticatedError for nobody, ForbiddenError for a token without the scope.
 */
export function requireScope(actor: Actor, scope: Scope): SignedInActor {
  if (actor.kind === "anonymous") {
    throw new UnauthenticatedError("Send an API token in the Authorization header, or sign in.");
  }
  if (!actor.scopes.includes(scope)) {
    throw new ForbiddenError(`This token lacks the scope ${scope}.`);
  }
  return actor;
}

/** The actor, if it is this very user with the scope. Throws as requireScope, and ForbiddenError. */
export function requireSelf(actor: Actor, userId: number, scope: Scope): SignedInActor {
  const signedIn = requireScope(actor, scope);
  if (signedIn.userId !== userId) throw new ForbiddenError("This belongs to somebody else.");
  return signedIn;
}
