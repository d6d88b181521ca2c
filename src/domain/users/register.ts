import { isUniqueViolation, type User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";
import { EmailTakenError, RegistrationClosedError } from "../errors.ts";
import type { Credentials } from "./credentials.ts";
import { acceptEmail } from "./email.ts";
import { acceptPassword } from "./password.ts";

/**
 * Makes an account. Throws RegistrationClosedError, InvalidEmailError, InvalidPasswordError, and
 * EmailTakenError where the address has an account, in whichever case it is written.
 */
export async function register({ service }: Actor, credentials: Credentials): Promise<User> {
  if (service.registration === "closed") {
    throw new RegistrationClosedError(
      "This service takes no new accounts. Ask whoever runs it for one.",
    );
  }
  const address = acceptEmail(credentials.email);
  const password = acceptPassword(credentials.password);
  const taken = new EmailTakenError("This email address has an account already. Log in instead.");
  if (await service.database.user.findUnique({ where: { emailKey: address.emailKey } })) {
    throw taken;
  }
  const passwordHash = await service.passwords.hash(password);
  try {
    return await service.database.user.create({ data: { ...address, passwordHash } });
  } catch (error) {
    throw isUniqueViolation(error) ? taken : error;
  }
}
