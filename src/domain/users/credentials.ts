import type { User } from "../../db/database.ts";
import type { Actor, SignedInActor } from "../actors/actor.ts";
import { AccountDisabledError, InvalidCredentialsError } from "../errors.ts";
import { limitLogins } from "../limits/limitLogins.ts";
import { limitPasswords } from "../limits/limitPasswords.ts";
import { network } from "../limits/network.ts";
import type { Service } from "../service.ts";
import { isText } from "../text.ts";
import { hashBeside } from "./costOfUnknown.ts";
import { emailKey } from "./email.ts";
import { isKnownAddress, rememberAddress } from "./knownAddresses.ts";
import { fitsBcrypt, normalizePassword } from "./password.ts";
import type { PasswordHasher } from "./passwordHasher.ts";
import { type PasswordTurn, turnOfAccount } from "./passwordQueue.ts";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * The user with this email and password. Throws InvalidCredentialsError, with the same words and
 * after the same time whether the email is unknown or the password wrong. Only to whoever knows
 * both it tells that the account is disabled: AccountDisabledError. Throws TooManyTriesError,
 * whatever the password, where too many wrong ones were tried, or too many passwords altogether, and
 * TooMuchWaitingError and OverloadedError where too many wait.
 */
export async function verifyCredentials(
  actor: Actor,
  { email, password }: Credentials,
): Promise<User> {
  const { service } = actor;
  const { database, passwords, activity } = service;
  const key = emailKey(email);
  // By where it comes from, for an account and for none: the wait must not tell which.
  const turn: PasswordTurn = { purpose: "account", key: network(actor.address) };
  const findNamed = async () =>
    isText(key) ? database.user.findUnique({ where: { emailKey: key } }) : null;
  const user = await limitLogins(actor, {
    emailKey: key,
    isFromKnownAddress: async () => isKnownAddress(service, (await findNamed())?.id, actor.address),
    check: async () => {
      await limitPasswords(actor);
      const named = await findNamed();
      // Asked for in any case, because it takes some time.
      const beside = await hashBeside(database, service.instanceKey, key);
      if (named) return prove(service, named, password, turn);
      await passwordMatches(passwords, password, passwords.unmatchable(beside), turn);
      return null;
    },
  });
  if (!user) {
    activity.logins.failed += 1;
    throw new InvalidCredentialsError("The email or the password is wrong.");
  }
  if (user.disabledAt) {
    activity.logins.failed += 1;
    throw new AccountDisabledError("This account is disabled. Ask whoever runs this service.");
  }
  activity.logins.succeeded += 1;
  await rememberAddressOf(actor, user);
  return user;
}

/** The actor's user, who proves it with the password. Throws InvalidCredentialsError, and as for a login. */
export async function requirePassword(actor: SignedInActor, password: string): Promise<User> {
  const { service } = actor;
  const user = await service.database.user.findUnique({ where: { id: actor.userId } });
  if (!user) throw wrongPassword();
  const proven = await limitLogins(actor, {
    emailKey: user.emailKey,
    isFromKnownAddress: () => isKnownAddress(service, user.id, actor.address),
    check: async () => {
      await limitPasswords(actor);
      return prove(service, user, password, turnOfAccount(user.id));
    },
  });
  if (!proven) throw wrongPassword();
  await rememberAddressOf(actor, proven);
  return proven;
}

/** No reason to refuse somebody who knows the password: so a database that is held is passed over. */
async function rememberAddressOf({ service, address }: Actor, { id }: User): Promise<void> {
  if (service.limits) await rememberAddress(service, id, address).catch(() => {});
}

/**
 * The user as it is now, if the password is right; else null. A right one is hashed again where
 * BCRYPT_COST was changed since: its cost must not tell which accounts are old ones.
 */
async function prove(
  { database, passwords }: Pick<Service, "database" | "passwords">,
  user: User,
  password: string,
  turn: PasswordTurn,
): Promise<User | null> {
  const { id, passwordHash } = user;
  if (!(await passwordMatches(passwords, password, passwordHash, turn))) return null;
  if (passwords.isCurrent(passwordHash)) return user;
  const [rehashed] = await database.user.updateManyAndReturn({
    where: { id, passwordHash, deletedAt: null },
    data: { passwordHash: await passwords.hash(normalizePassword(password), turn) },
  });
  if (rehashed) return rehashed;
  // Somebody else was faster, with this password or with a new one.
  const now = await database.user.findUnique({ where: { id } });
  return now && (await passwordMatches(passwords, password, now.passwordHash, turn)) ? now : null;
}

/** The answer to somebody signed in whose password is wrong. */
export function wrongPassword(): InvalidCredentialsError {
  return new InvalidCredentialsError("The current password is wrong.");
}

/** True where the password is the one behind the hash. Takes as long for any password. */
export async function passwordMatches(
  passwords: PasswordHasher,
  password: string,
  hash: string,
  turn: PasswordTurn,
): Promise<boolean> {
  const normalized = normalizePassword(password);
  const comparable = isText(normalized) && fitsBcrypt(normalized);
  const matches = await passwords.compare(comparable ? normalized : "", hash, turn);
  return comparable && matches;
}
