import type { User } from "../../db/database.ts";
import type { Actor } from "../actors/actor.ts";
import { RegistrationClosedError } from "../errors.ts";
import { limitRegistrations } from "../limits/limitRegistrations.ts";
import { network } from "../limits/network.ts";
import { createUser } from "./createUser.ts";
import type { Credentials } from "./credentials.ts";
import { acceptEmail } from "./email.ts";
import { acceptPassword } from "./password.ts";
import type { PasswordTurn } from "./passwordQueue.ts";

/**
 * Makes an account. Throws RegistrationClosedError, what `createUser` throws, and TooManyTriesError
 * where too many acceptable ones were asked for from the actor's address, or made for anybody.
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
  const turn: PasswordTurn = { purpose: "registration", key: network(actor.address) };
  const user = await limitRegistrations(actor, () => createUser(service, credentials, turn));
  service.activity.registrations += 1;
  return user;
}
