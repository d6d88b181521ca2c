import type { User } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { InvalidCredentialsError } from "../errors.ts";
import { passwordMatches } from "./credentials.ts";
import { acceptPassword } from "./password.ts";

/**
 * Replaces the actor's password and ends all of their sessions but the one they came with.
 * Needs `account:write` and the current password. Throws InvalidCredentialsError where that is
 * wrong and InvalidPasswordError where the new one is not acceptable.
 */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; newPassword: string },
): Promise<User> {
  const { service, userId, ...signedIn } = requireScope(actor, "account:write");
  const { database, passwords } = service;
  const user = await database.user.findUniqueOrThrow({ where: { id: userId } });
  if (!(await passwordMatches(passwords, input.currentPassword, user.passwordHash))) {
    throw new InvalidCredentialsError("The current password is wrong.");
  }
  const passwordHash = await passwords.hash(acceptPassword(input.newPassword, "newPassword"));
  const keptSession = signedIn.kind === "session" ? signedIn.sessionId : -1;
  const [changed] = await database.$transaction([
    database.user.update({ where: { id: userId }, data: { passwordHash } }),
    database.session.deleteMany({ where: { ownerId: userId, id: { not: keptSession } } }),
  ]);
  return changed;
}
