import type { User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";
import { RegistrationClosedError } from "../errors.ts";
import { toAddressKey } from "../rateLimits/addressKey.ts";
import { rateLimitRegistration } from "../rateLimits/rateLimitRegistration.ts";
import { createUser } from "./createUser.ts";
import type { Credentials } from "./credentials.ts";
import { parseEmail } from "./email.ts";
import { parseNewPassword } from "./password.ts";
import type { PasswordTaskOptions } from "./passwordQueue.ts";

/**
 * Makes an account. Throws RegistrationClosedError, what `createUser` throws, and RateLimitedError
 * where too many acceptable ones were asked for from the actor's address, or made for anybody.
 */
export async function register(actor: Actor, credentials: Credentials): Promise<User> {
  const { service } = actor;
  if (service.registration === "closed") {
    throw new RegistrationClosedError(
      "This service takes no new accounts. Ask whoever runs it for one.",
    );
  }
  parseEmail(credentials.email);
  parseNewPassword(credentials.password);
  // Before it is told whether the account exists, and before the costly hash.
  const taskOptions: PasswordTaskOptions = {
    purpose: "registration",
    key: toAddressKey(actor.ipAddress),
  };
  const user = await rateLimitRegistration(actor, () =>
    createUser(service, credentials, taskOptions),
  );
  service.counters.registrations += 1;
  return user;
}
