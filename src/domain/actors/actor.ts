import { ForbiddenError, UnauthenticatedError } from "../errors.ts";
import type { Service } from "../service.ts";
import { allScopes, type Scope } from "../tokens/scopes.ts";

interface AnonymousActor {
  kind: "anonymous";
  service: Service;
}

interface SessionActor {
  kind: "session";
  service: Service;
  userId: number;
  sessionId: number;
  scopes: readonly Scope[];
}

interface TokenActor {
  kind: "token";
  service: Service;
  userId: number;
  tokenId: number;
  scopes: readonly Scope[];
}

export type SignedInActor = SessionActor | TokenActor;

/** Who asks: nobody known, a signed-in browser, or a program with a token. */
export type Actor = AnonymousActor | SignedInActor;

/** Somebody who has not said who they are. */
export function anonymous(service: Service): Actor {
  return { kind: "anonymous", service };
}

/** The browser that holds a session; it may do all that its user may. */
export function sessionActor(service: Service, userId: number, sessionId: number): SignedInActor {
  return { kind: "session", service, userId, sessionId, scopes: allScopes };
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
