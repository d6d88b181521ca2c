import { isUniqueViolation, type User } from "../../db/database.ts";
import { EmailTakenError } from "../errors.ts";
import { parseNewPassword } from "../passwords/password.ts";
import type { PasswordTaskOptions } from "../passwords/passwordQueue.ts";
import type { Services } from "../services.ts";
import type { Credentials } from "./credentials.ts";
import { parseEmail } from "./email.ts";

/**
 * Creates an account. Does not check whether registration is open: the caller decides who may
 * create one. Throws InvalidEmailError and InvalidPasswordError. Throws EmailTakenError if the
 * email has an account, in upper or lower case. Throws the errors of the password queue: see
 * `createPasswordQueue`.
 */
export async function createUser(
  { database, passwordHasher }: Pick<Services, "database" | "passwordHasher">,
  credentials: Credentials,
  taskOptions: PasswordTaskOptions,
): Promise<User> {
  const parsedEmail = parseEmail(credentials.email);
  const password = parseNewPassword(credentials.password);
  const takenError = new EmailTakenError(
    "This email address is already registered. Log in instead.",
  );
  if (await database.user.findUnique({ where: { emailKey: parsedEmail.emailKey } }))
    throw takenError;
  const passwordHash = await passwordHasher.hash(password, taskOptions);
  try {
    return await database.user.create({ data: { ...parsedEmail, passwordHash } });
  } catch (error) {
    throw isUniqueViolation(error) ? takenError : error;
  }
}
