import type { User } from "../../db/database.ts";
import { type Actor, requireScope } from "../auth/actor.ts";
import { parseNewPassword } from "../passwords/password.ts";
import { accountTaskOptions } from "../passwords/passwordQueue.ts";
import { rateLimitPasswordHashing } from "../rateLimits/rateLimitPasswordHashing.ts";
import { requirePassword, wrongPasswordError } from "./credentials.ts";
import { type RevokedCredentials, revokeCredentials } from "./revokeCredentials.ts";

/**
 * Replaces the actor's password, ends all sessions of the user and revokes all tokens on request.
 * The session or token of the actor is kept. Returns the user and what was ended and revoked. Needs `account:write` and the current password. Throws
 * InvalidCredentialsError if the current password is wrong, and RateLimitedError as for a login.
 * Throws InvalidPasswordError if the new password is not allowed.
 */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; newPassword: string; revokeTokens: boolean },
): Promise<{ user: User; revoked: RevokedCredentials }> {
  const signedIn = requireScope(actor, "account:write");
  const { database, passwordHasher } = signedIn.services;
  const user = await requirePassword(signedIn, input.currentPassword, "currentPassword");
  const newPassword = parseNewPassword(input.newPassword, "newPassword");
  await rateLimitPasswordHashing(signedIn);
  const passwordHash = await passwordHasher.hash(newPassword, accountTaskOptions(user.id));
  return database.$transaction(async (transaction) => {
    const [updated] = await transaction.user.updateManyAndReturn({
      where: { id: user.id, passwordHash: user.passwordHash, deletedAt: null },
      data: { passwordHash },
    });
    // A concurrent request has changed the password, so the given one is no longer current.
    if (!updated) throw wrongPasswordError("currentPassword");
    const { revokeTokens } = input;
    const revoked = await revokeCredentials(transaction, user.id, {
      except: signedIn,
      revokeTokens,
    });
    return { user: updated, revoked };
  });
}
