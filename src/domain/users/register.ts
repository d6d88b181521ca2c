import type { User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";
import { RegistrationClosedError } from "../errors.ts";
import { limitRegistrations } from "../limits/limitRegistrations.ts";
import { createUser } from "./createUser.ts";
import type { Credentials } from "./credentials.ts";
import { acceptEmail } from "./email.ts";
import { acceptPassword } from "./password.ts";

/**
 * Makes an account. Throws RegistrationClosedError, what `createUser` throws, and TooManyTriesError
 * where too many acceptable ones were asked for from the actor's address.
 */
export async function register(actor: Actor, credentials: Credentials): Promise<User> {
  const { service } = actor;
  if (service.registration === "closed") {
    throw new RegistrationClosedError(
      "This service takes no new accounts. Ask whoever runs it for one.",
    );
  }
  acceptEmail(credentials.email);
  acceptPassword(credentials.password);
  // Before it is told whether the account exists, and before the costly hash.
  await limitRegistrations(actor);
  const user = await createUser(service, credentials);
  service.activity.registrations += 1;
  return user;
}
