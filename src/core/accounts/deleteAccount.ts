import type { User } from "../../db/database.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import type { PasswordHasher } from "../passwords/passwordHasher.ts";
import { requirePassword, wrongPasswordError } from "./credentials.ts";

/**
 * Deletes the actor's account permanently. From then on its tokens, sessions and streams are
 * rejected, its links do not redirect, and its email is erased. The remaining data is deleted in
 * steps that do not delay other users. The short codes are retired and can never be used again.
 * Returns the user as it was. Needs `account:write` and the password. Throws
 * InvalidCredentialsError if the password is wrong, and RateLimitedError as for a login.
 */
export async function deleteAccount(actor: Actor, password: string): Promise<User> {
  const signedIn = requireScope(actor, "account:write");
  const { database, passwordHasher, events } = signedIn.services;
  const user = await requirePassword(signedIn, password, "password");
  const { count } = await database.user.updateMany({
    where: { id: user.id, passwordHash: user.passwordHash, deletedAt: null },
    data: deletedUserData(user.id, passwordHasher),
  });
  if (count === 0) throw wrongPasswordError("password");
  events.domain.emit("account.deleted", user.id);
  return user;
}

/** Returns the columns to write when a user is deleted. */
export function deletedUserData(id: number, passwordHasher: Pick<PasswordHasher, "dummyHash">) {
  return {
    deletedAt: new Date(),
    email: "",
    // Not in the form of an email, so that a new account can use the old email.
    emailKey: `deleted ${id}`,
    passwordHash: passwordHasher.dummyHash(),
  };
}
