import type { User } from "../../db/database.ts";
import { toAddressKey } from "../addressKey.ts";
import type { Actor, SignedInActor } from "../auth/actor.ts";
import { AccountDisabledError, InvalidCredentialsError } from "../errors.ts";
import { isWithinBcryptLimit, normalizePassword } from "../passwords/password.ts";
import type { PasswordHasher } from "../passwords/passwordHasher.ts";
import { accountTaskOptions, type PasswordTaskOptions } from "../passwords/passwordQueue.ts";
import { rateLimitLogin } from "../rateLimits/rateLimitLogin.ts";
import { rateLimitPasswordHashing } from "../rateLimits/rateLimitPasswordHashing.ts";
import type { Services } from "../services.ts";
import { isStorableText } from "../text.ts";
import { findDecoyHash } from "./decoyHash.ts";
import { normalizeEmail } from "./email.ts";
import { isKnownAddress, recordKnownAddress } from "./knownAddresses.ts";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Returns the user with this email and password. Throws InvalidCredentialsError, with the same
 * message and after the same time for an unknown email and a wrong password. Throws
 * AccountDisabledError only if both are right. Throws RateLimitedError, whatever the password,
 * after too many wrong passwords or too many passwords in total. Throws QueueFullError and
 * OverloadedError if too many tasks wait.
 */
export async function verifyCredentials(
  actor: Actor,
  { email, password }: Credentials,
): Promise<User> {
  const { services } = actor;
  const { database, passwordHasher, counters } = services;
  const key = normalizeEmail(email);
  // The queue key is the IP address, whether the account exists or not: the waiting time must not
  // reveal which.
  const taskOptions: PasswordTaskOptions = {
    purpose: "account",
    key: toAddressKey(actor.ipAddress),
  };
  const findUser = async () =>
    isStorableText(key) ? database.user.findUnique({ where: { emailKey: key } }) : null;
  const user = await rateLimitLogin(actor, {
    emailKey: key,
    isFromKnownAddress: async () =>
      isKnownAddress(services, (await findUser())?.id, actor.ipAddress),
    check: async () => {
      await rateLimitPasswordHashing(actor);
      const account = await findUser();
      // Always queried, because the query takes some time.
      const decoyHash = await findDecoyHash(database, services.instanceKey, key);
      if (account) return verifyPassword(services, account, password, taskOptions);
      await passwordMatches(
        passwordHasher,
        password,
        passwordHasher.dummyHash(decoyHash),
        taskOptions,
      );
      return null;
    },
  });
  if (!user) {
    counters.logins.failed += 1;
    throw new InvalidCredentialsError("The email or password is wrong. Check both and try again.");
  }
  if (user.disabledAt) {
    counters.logins.failed += 1;
    throw new AccountDisabledError(
      "This account is disabled. Contact the operator of this service.",
    );
  }
  counters.logins.succeeded += 1;
  await recordActorAddress(actor, user);
  return user;
}

/**
 * Returns the actor's user after checking the password. Throws InvalidCredentialsError with the
 * field if it is wrong, and the other errors of a login.
 */
export async function requirePassword(
  actor: SignedInActor,
  password: string,
  field: string,
): Promise<User> {
  const { services } = actor;
  const user = await services.database.user.findUnique({ where: { id: actor.userId } });
  if (!user) throw wrongPasswordError(field);
  const verified = await rateLimitLogin(actor, {
    emailKey: user.emailKey,
    isFromKnownAddress: () => isKnownAddress(services, user.id, actor.ipAddress),
    check: async () => {
      await rateLimitPasswordHashing(actor);
      return verifyPassword(services, user, password, accountTaskOptions(user.id));
    },
  });
  if (!verified) throw wrongPasswordError(field);
  await recordActorAddress(actor, verified);
  return verified;
}

/** Ignores errors: a locked database must not reject a user who knows the password. */
async function recordActorAddress({ services, ipAddress }: Actor, { id }: User): Promise<void> {
  if (services.rateLimiters) await recordKnownAddress(services, id, ipAddress).catch(() => {});
}

/**
 * Returns the user as currently stored if the password is right, otherwise null. Hashes a right
 * password again if BCRYPT_COST has changed since: the cost must not reveal old accounts.
 */
async function verifyPassword(
  { database, passwordHasher }: Pick<Services, "database" | "passwordHasher">,
  user: User,
  password: string,
  taskOptions: PasswordTaskOptions,
): Promise<User | null> {
  const { id, passwordHash } = user;
  if (!(await passwordMatches(passwordHasher, password, passwordHash, taskOptions))) return null;
  if (passwordHasher.hasCurrentCost(passwordHash)) return user;
  const [rehashed] = await database.user.updateManyAndReturn({
    where: { id, passwordHash, deletedAt: null },
    data: { passwordHash: await passwordHasher.hash(normalizePassword(password), taskOptions) },
  });
  if (rehashed) return rehashed;
  // A concurrent request has stored a new hash, of this password or of another.
  const current = await database.user.findUnique({ where: { id } });
  return current &&
    (await passwordMatches(passwordHasher, password, current.passwordHash, taskOptions))
    ? current
    : null;
}

/** Returns the error for a signed-in user who entered a wrong password. */
export function wrongPasswordError(field: string): InvalidCredentialsError {
  return new InvalidCredentialsError(
    "The current password is wrong. Check it and try again.",
    field,
  );
}

/** Returns whether the password matches the hash. Takes the same time for any password. */
export async function passwordMatches(
  passwordHasher: PasswordHasher,
  password: string,
  hash: string,
  taskOptions: PasswordTaskOptions,
): Promise<boolean> {
  const normalized = normalizePassword(password);
  const comparable = isStorableText(normalized) && isWithinBcryptLimit(normalized);
  const matches = await passwordHasher.compare(comparable ? normalized : "", hash, taskOptions);
  return comparable && matches;
}
