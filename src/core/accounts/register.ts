import type { User } from "../../db/database.ts";
import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "../auth/actor.ts";
import { checkInputs } from "../checkInputs.ts";
import { RegistrationClosedError } from "../errors.ts";
import { parseNewPassword } from "../passwords/password.ts";
import type { PasswordTaskOptions } from "../passwords/passwordQueue.ts";
import { rateLimitRegistration } from "../rateLimits/rateLimitRegistration.ts";
import { createUser } from "./createUser.ts";
import type { Credentials } from "./credentials.ts";
import { parseEmail } from "./email.ts";

/**
 * Creates an account. Throws RegistrationClosedError, and what `createUser` throws. Throws
 * RateLimitedError after too many valid registrations from the actor's IP address, or too many in
 * total.
 */
export async function register(actor: Actor, credentials: Credentials): Promise<User> {
  const { services } = actor;
  if (services.registration === "closed") {
    throw new RegistrationClosedError(
      "Registration is closed. Ask the operator of this service for an account.",
    );
  }
  checkInputs({
    email: () => parseEmail(credentials.email),
    password: () => parseNewPassword(credentials.password),
  });
  // Rate-limited before the check whether the account exists, and before the expensive hash.
  const taskOptions: PasswordTaskOptions = {
    purpose: "registration",
    key: toAddressKey(actor.ipAddress),
  };
  const user = await rateLimitRegistration(actor, () =>
    createUser(services, credentials, taskOptions),
  );
  services.counters.registrations += 1;
  return user;
}
