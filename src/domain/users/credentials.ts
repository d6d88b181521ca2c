import type { User } from "../../db/database.ts";
import type { Actor, SignedInActor } from "../actors/actor.ts";
import { AccountDisabledError, InvalidCredentialsError } from "../errors.ts";
import { limitLogins } from "../limits/limitLogins.ts";
import { limitPasswords } from "../limits/limitPasswords.ts";
import { isText } from "../text.ts";
import { emailKey } from "./email.ts";
import { fitsBcrypt, normalizePassword } from "./password.ts";
import type { PasswordHasher } from "./passwordHasher.ts";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * The user with this email and password. Throws InvalidCredentialsError, with the same words and
 * after the same time whether the email is unknown or the password wrong. Only to whoever knows
 * both it tells that the account is disabled: AccountDisabledError. Throws TooManyTriesError,
 * whatever the password, where too many wrong ones were tried, or too many passwords altogether.
 */
export async function verifyCredentials(
  actor: Actor,
  { email, password }: Credentials,
): Promise<User> {
  const { database, passwords, activity } = actor.service;
  const key = emailKey(email);
  const user = await limitLogins(actor, key, async () => {
    await limitPasswords(actor);
    const named = isText(key) ? await database.user.findUnique({ where: { emailKey: key } }) : null;
    const hash = named?.passwordHash ?? passwords.unmatchable;
    return (await passwordMatches(passwords, password, hash)) ? named : null;
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
  return user;
}

/**
 * The actor's user, who proves it with the password. Throws InvalidCredentialsError, and
 * TooManyTriesError as for a login.
 */
export async function requirePassword(actor: SignedInActor, password: string): Promise<User> {
  const { database, passwords } = actor.service;
  const user = await database.user.findUnique({ where: { id: actor.userId } });
  if (!user) throw wrongPassword();
  const proven = await limitLogins(actor, user.emailKey, async () => {
    await limitPasswords(actor);
    return (await passwordMatches(passwords, password, user.passwordHash)) || null;
  });
  if (!proven) throw wrongPassword();
  return user;
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
): Promise<boolean> {
  const normalized = normalizePassword(password);
  const comparable = isText(normalized) && fitsBcrypt(normalized);
  const matches = await passwords.compare(comparable ? normalized : "", hash);
  return comparable && matches;
}
