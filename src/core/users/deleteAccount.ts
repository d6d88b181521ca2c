import type { User } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { requirePassword, wrongPasswordError } from "./credentials.ts";
import type { PasswordHasher } from "./passwordHasher.ts";

/**
 * Deletes the actor's account for good. From this moment its tokens, sessions and streams fail, its
 * links lead nowhere, and its email address is forgotten; the rest is removed in steps that nobody
 * else waits for. The codes of its links are retired: nobody can claim them again. Answers the user
 * as it was. Needs `account:write` and the password. Throws InvalidCredentialsError,
 * and RateLimitedError as for a login.
 */
export async function deleteAccount(actor: Actor, password: string): Promise<User> {
  const signedIn = requireScope(actor, "account:write");
  const { database, passwordHasher, events } = signedIn.service;
  const user = await requirePassword(signedIn, password);
  const { count } = await database.user.updateMany({
    where: { id: user.id, passwordHash: user.passwordHash, deletedAt: null },
    data: deletedUserData(user.id, passwordHasher),
  });
  if (count === 0) throw wrongPasswordError();
  events.emit("accountDeleted", user.id);
  return user;
}

/** What is left of a user from the moment of its deletion. */
export function deletedUserData(id: number, passwordHasher: Pick<PasswordHasher, "dummyHash">) {
  return {
    deletedAt: new Date(),
    email: "",
    // The form of no address, so that the address is free for a new account.
    emailKey: `deleted ${id}`,
    passwordHash: passwordHasher.dummyHash(),
  };
}
