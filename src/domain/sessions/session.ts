import type { User } from "../../db/database.ts";
import { type Actor, anonymous, sessionActor } from "../actors/actor.ts";
import { generateSessionSecret, hashSecret } from "../secrets.ts";
import type { Service } from "../service.ts";
import { type Credentials, verifyCredentials } from "../users/credentials.ts";

/** Seconds that a session lives after its last use: 30 days. */
export const sessionLifetimeSeconds = 30 * 24 * 60 * 60;

const renewalMilliseconds = 60 * 60 * 1000;

/**
 * Signs a browser in. Answers the secret for its cookie, which is kept nowhere else.
 * Throws InvalidCredentialsError.
 */
export async function startSession(
  actor: Actor,
  credentials: Credentials,
): Promise<{ user: User; secret: string }> {
  const { database } = actor.service;
  const user = await verifyCredentials(actor, credentials);
  const secret = generateSessionSecret();
  const now = new Date();
  await database.session.deleteMany({ where: { ownerId: user.id, expiresAt: { lte: now } } });
  await database.session.create({
    data: { ownerId: user.id, secretHash: hashSecret(secret), expiresAt: expiry(now) },
  });
  return { user, secret };
}

/** Ends the session that the actor came with; does nothing for any other actor. */
export async function endSession(actor: Actor): Promise<void> {
  if (actor.kind !== "session") return;
  await actor.service.database.session.deleteMany({ where: { id: actor.sessionId } });
}

/**
 * The actor behind a session cookie's secret, anonymous where the session is unknown or over.
 * `renewed` tells that the session's life was prolonged, at most once an hour, and the cookie's
 * should be too.
 */
export async function resumeSession(
  service: Service,
  secret: string,
): Promise<{ actor: Actor; renewed: boolean }> {
  const session = await service.database.session.findUnique({
    where: { secretHash: hashSecret(secret) },
  });
  const now = new Date();
  if (!session || session.expiresAt <= now) return { actor: anonymous(service), renewed: false };

  const renewed = now.getTime() - session.lastSeenAt.getTime() >= renewalMilliseconds;
  if (renewed) {
    await service.database.session.updateMany({
      where: { id: session.id },
      data: { lastSeenAt: now, expiresAt: expiry(now) },
    });
  }
  return { actor: sessionActor(service, session.ownerId, session.id), renewed };
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + sessionLifetimeSeconds * 1000);
}
