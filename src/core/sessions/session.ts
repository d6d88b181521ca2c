import { setTimeout as delay } from "node:timers/promises";
import type { Prisma, User } from "../../db/database.ts";
import { hourMilliseconds } from "../../time.ts";
import { type Actor, anonymousActor, sessionActor } from "../actors/actor.ts";
import { isSessionValid } from "../actors/credentialValidity.ts";
import { parseUserAgent } from "../clicks/userAgent.ts";
import { generateSessionSecret, hashSecret } from "../secrets.ts";
import type { Service } from "../service.ts";
import { type Credentials, verifyCredentials } from "../users/credentials.ts";
import { withUnchangedUser } from "../users/withUnchangedUser.ts";

/** Seconds that a session lives after its last use: 30 days. */
export const sessionLifetimeSeconds = 30 * 24 * 60 * 60;

/** Beyond them those end that were not used for longest. */
const maxSessionsPerAccount = 100;

const renewalIntervalMilliseconds = hourMilliseconds;
/** A database that is held must not hold up each request of a session. */
const renewalTimeoutMilliseconds = 250;

/**
 * Signs a browser in. Answers the secret for its cookie, which is kept nowhere else. What
 * `userAgent` tells of browser and system is kept, for its owner to tell sessions apart by. An account
 * has 100 sessions at most: the one that was not used for longest gives way.
 * Throws InvalidCredentialsError and AccountDisabledError.
 */
export async function startSession(
  actor: Actor,
  credentials: Credentials,
  userAgent: string,
): Promise<{ user: User; secret: string }> {
  const user = await verifyCredentials(actor, credentials);
  const secret = generateSessionSecret();
  const now = new Date();
  const { browser, system } = parseUserAgent(userAgent);
  await withUnchangedUser(actor.service, user, async (transaction) => {
    await transaction.session.deleteMany({ where: { ownerId: user.id, expiresAt: { lte: now } } });
    await transaction.session.create({
      data: {
        ownerId: user.id,
        secretHash: hashSecret(secret),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: expiry(now),
        browser,
        system,
      },
    });
    await endLeastRecentlyUsedSessions(transaction, user.id);
  });
  return { user, secret };
}

async function endLeastRecentlyUsedSessions(
  { session }: Prisma.TransactionClient,
  ownerId: number,
): Promise<void> {
  const surplus = await session.findMany({
    where: { ownerId },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    skip: maxSessionsPerAccount,
    select: { id: true },
  });
  if (surplus.length === 0) return;
  await session.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
}

/** Ends the session that the actor came with; does nothing for any other actor. */
export async function endSession(actor: Actor): Promise<void> {
  if (actor.kind !== "session") return;
  await actor.service.database.session.deleteMany({ where: { id: actor.sessionId } });
}

/**
 * The actor behind a session cookie's secret, anonymous where the session is unknown or over.
 * `renewed` tells that the session's life was prolonged, at most once an hour, and the cookie's
 * should be too. A renewal that does not succeed within a quarter of a second fails no request.
 */
export async function authenticateSession(
  service: Service,
  ipAddress: string,
  secret: string,
): Promise<{ actor: Actor; renewed: boolean }> {
  const session = await service.lookup.findSession(hashSecret(secret));
  const now = new Date();
  if (!isSessionValid(session, now.getTime())) {
    return { actor: anonymousActor(service, ipAddress), renewed: false };
  }
  // Also where it was last seen ahead of now, because the clock was set back since.
  const isDue = Math.abs(now.getTime() - session.lastSeenAt) >= renewalIntervalMilliseconds;
  const renewed = isDue && (await renewWithTimeout(service, session.id, now));
  return { actor: sessionActor(service, ipAddress, session), renewed };
}

async function renewWithTimeout({ database }: Service, id: number, now: Date): Promise<boolean> {
  const renewal = database.session
    .updateMany({ where: { id }, data: { lastSeenAt: now, expiresAt: expiry(now) } })
    .then(
      ({ count }) => count > 0,
      () => false,
    );
  const controller = new AbortController();
  const timeout = delay(renewalTimeoutMilliseconds, false, { signal: controller.signal });
  const renewed = await Promise.race([renewal, timeout.catch(() => false)]);
  controller.abort();
  return renewed;
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + sessionLifetimeSeconds * 1000);
}
