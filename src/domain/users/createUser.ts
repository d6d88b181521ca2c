import { isUniqueViolation, type User } from "../../db/database.ts";
import { EmailTakenError } from "../errors.ts";
import type { Service } from "../service.ts";
import type { Credentials } from "./credentials.ts";
import { acceptEmail } from "./email.ts";
import { acceptPassword } from "./password.ts";
import type { PasswordTurn } from "./passwordQueue.ts";

/**
 * Makes an account, whether or not registration is open: who may is for the caller to see to.
 * Throws InvalidEmailError, InvalidPasswordError, and EmailTakenError where the address has an
 * account, in whichever case it is written, and as `turn` may: see `createPasswordQueue`.
 */
export async function createUser(
  { database, passwords }: Pick<Service, "database" | "passwords">,
  credentials: Credentials,
  turn: PasswordTurn,
): Promise<User> {
  const address = acceptEmail(credentials.email);
  const password = acceptPassword(credentials.password);
  const taken = new EmailTakenError("This email address has an account already. Log in instead.");
  if (await database.user.findUnique({ where: { emailKey: address.emailKey } })) throw taken;
  const passwordHash = await passwords.hash(password, turn);
  try {
    return await database.user.create({ data: { ...address, passwordHash } });
  } catch (error) {
    throw isUniqueViolation(error) ? taken : error;
  }
}
