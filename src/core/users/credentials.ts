import type { User } from "../../db/database.ts";
import type { Actor, SignedInActor } from "../actors/actor.ts";
import { AccountDisabledError, InvalidCredentialsError } from "../errors.ts";
import { toAddressKey } from "../rateLimits/addressKey.ts";
import { rateLimitLogin } from "../rateLimits/rateLimitLogin.ts";
import { rateLimitPasswordHashing } from "../rateLimits/rateLimitPasswordHashing.ts";
import type { Service } from "../service.ts";
import { isStorableText } from "../text.ts";
import { findDecoyHash } from "./decoyHash.ts";
import { normalizeEmail } from "./email.ts";
import { isKnownAddress, recordKnownAddress } from "./knownAddresses.ts";
import { isWithinBcryptLimit, normalizePassword } from "./password.ts";
import type { PasswordHasher } from "./passwordHasher.ts";
import { accountTaskOptions, type PasswordTaskOptions } from "./passwordQueue.ts";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * The user with this email and password. Throws InvalidCredentialsError, with the same words and
 * after the same time whether the email is unknown or the password wrong. Only to whoever knows
 * both it tells that the account is disabled: AccountDisabledError. Throws RateLimitedError,
 * whatever the password, where too many wrong ones were tried, or too many passwords altogether, and
 * QueueFullError and OverloadedError where too many wait.
 */
export async function verifyCredentials(
  actor: Actor,
  { email, password }: Credentials,
): Promise<User> {
  const { service } = actor;
  const { database, passwordHasher, counters } = service;
  const key = normalizeEmail(email);
  // By where it comes from, for an account and for none: the wait must not tell which.
  const taskOptions: PasswordTaskOptions = {
    purpose: "account",
    key: toAddressKey(actor.ipAddress),
  };
  const findUser = async () =>
    isStorableText(key) ? database.user.findUnique({ where: { emailKey: key } }) : null;
  const user = await rateLimitLogin(actor, {
    emailKey: key,
    isFromKnownAddress: async () =>
      isKnownAddress(service, (await findUser())?.id, actor.ipAddress),
    check: async () => {
      await rateLimitPasswordHashing(actor);
      const account = await findUser();
      // Asked for in any case, because it takes some time.
      const decoyHash = await findDecoyHash(database, service.instanceKey, key);
      if (account) return verifyPassword(service, account, password, taskOptions);
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
    throw new InvalidCredentialsError("The email or the password is wrong.");
  }
  if (user.disabledAt) {
    counters.logins.failed += 1;
    throw new AccountDisabledError("This account is disabled. Ask whoever runs this service.");
  }
  counters.logins.succeeded += 1;
  await recordActorAddress(actor, user);
  return user;
}

/** The actor's user, who proves it with the password. Throws InvalidCredentialsError, and as for a login. */
export async function requirePassword(actor: SignedInActor, password: string): Promise<User> {
  const { service } = actor;
  const user = await service.database.user.findUnique({ where: { id: actor.userId } });
  if (!user) throw wrongPasswordError();
  const verified = await rateLimitLogin(actor, {
    emailKey: user.emailKey,
    isFromKnownAddress: () => isKnownAddress(service, user.id, actor.ipAddress),
    check: async () => {
      await rateLimitPasswordHashing(actor);
      return verifyPassword(service, user, password, accountTaskOptions(user.id));
    },
  });
  if (!verified) throw wrongPasswordError();
  await recordActorAddress(actor, verified);
  return verified;
}

/** No reason to refuse somebody who knows the password: so a database that is held is passed over. */
async function recordActorAddress({ service, ipAddress }: Actor, { id }: User): Promise<void> {
  if (service.rateLimiters) await recordKnownAddress(service, id, ipAddress).catch(() => {});
}

/**
 * The user as it is now, if the password is right; else null. A right one is hashed again where
 * BCRYPT_COST was changed since: its cost must not tell which accounts are old ones.
 */
async function verifyPassword(
  { database, passwordHasher }: Pick<Service, "database" | "passwordHasher">,
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
  // Somebody else was faster, with this password or with a new one.
  const current = await database.user.findUnique({ where: { id } });
  return current &&
    (await passwordMatches(passwordHasher, password, current.passwordHash, taskOptions))
    ? current
    : null;
}

/** The answer to somebody signed in whose password is wrong. */
export function wrongPasswordError(): InvalidCredentialsError {
  return new InvalidCredentialsError("The current password is wrong.");
}

/** True where the password is the one behind the hash. Takes as long for any password. */
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
