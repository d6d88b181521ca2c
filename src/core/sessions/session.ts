import { setTimeout as delay } from "node:timers/promises";
import type { Prisma, User } from "../../db/database.ts";
import { hourMilliseconds } from "../../time.ts";
import { type Credentials, verifyCredentials } from "../accounts/credentials.ts";
import { withUnchangedUser } from "../accounts/withUnchangedUser.ts";
import { type Actor, anonymousActor, sessionActor } from "../auth/actor.ts";
import { isSessionValid } from "../auth/credentialValidity.ts";
import { parseUserAgent } from "../clicks/userAgent.ts";
import { generateSessionSecret, hashSecret } from "../secrets.ts";
import type { Services } from "../services.ts";

/** Seconds from the last use of a session to its expiry: 30 days. */
export const sessionLifetimeSeconds = 30 * 24 * 60 * 60;

/** Beyond this limit, the least recently used sessions are ended. */
const maxSessionsPerAccount = 100;

const renewalIntervalMilliseconds = hourMilliseconds;
/** A locked database must not delay each request of a session. */
const renewalTimeoutMilliseconds = 250;

/**
 * Creates a session for a browser. Returns the secret for its cookie, which is stored nowhere else.
 * Stores the browser and system from `userAgent`, so that the owner can distinguish sessions. An
 * account has at most 100 sessions: the least recently used one is ended. Throws
 * InvalidCredentialsError and AccountDisabledError.
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
  await withUnchangedUser(actor.services, user, async (transaction) => {
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

/**
 * Returns the actor of a session cookie's secret, anonymous if the session is unknown or expired.
 * `renewed` is true if the session was extended, at most once an hour. Then the cookie should be
 * extended too. The request succeeds even if the renewal takes longer than a quarter of a second or
 * fails.
 */
export async function authenticateSession(
  services: Services,
  ipAddress: string,
  secret: string,
): Promise<{ actor: Actor; renewed: boolean }> {
  const session = await services.lookup.findSession(hashSecret(secret));
  const now = new Date();
  if (!isSessionValid(session, now.getTime())) {
    return { actor: anonymousActor(services, ipAddress), renewed: false };
  }
  // The last use lies in the future if the clock was set back since.
  const isDue = Math.abs(now.getTime() - session.lastSeenAt) >= renewalIntervalMilliseconds;
  const renewed = isDue && (await renewWithTimeout(services, session.id, now));
  return { actor: sessionActor(services, ipAddress, session), renewed };
}

async function renewWithTimeout({ database }: Services, id: number, now: Date): Promise<boolean> {
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
