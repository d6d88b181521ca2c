import type { User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";
import { InvalidCredentialsError } from "../errors.ts";
import { emailKey } from "./email.ts";
import { fitsBcrypt, normalizePassword } from "./password.ts";
import type { PasswordHasher } from "./passwordHasher.ts";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * The user with this email and password. Throws InvalidCredentialsError, with the same words and
 * after the same time whether the email is unknown or the password wrong.
 */
export async function verifyCredentials(
  { service }: Actor,
  { email, password }: Credentials,
): Promise<User> {
  const user = await service.database.user.findUnique({ where: { emailKey: emailKey(email) } });
  const matches = await passwordMatches(
    service.passwords,
    password,
    user?.passwordHash ?? service.passwords.unmatchable,
  );
  if (!user || !matches) throw new InvalidCredentialsError("The email or the password is wrong.");
  return user;
}

/** True where the password is the one behind the hash. Takes as long for any password. */
export async function passwordMatches(
  passwords: PasswordHasher,
  password: string,
  hash: string,
): Promise<boolean> {
  const normalized = normalizePassword(password);
  const comparable = fitsBcrypt(normalized);
  const matches = await passwords.compare(comparable ? normalized : "", hash);
  return comparable && matches;
}
