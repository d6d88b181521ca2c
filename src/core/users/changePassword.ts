import type { User } from "../../db/database.ts";
import { type Actor, requireScope } from "../actors/actor.ts";
import { rateLimitPasswordHashing } from "../rateLimits/rateLimitPasswordHashing.ts";
import { requirePassword, wrongPasswordError } from "./credentials.ts";
import { deleteKnownAddresses } from "./knownAddresses.ts";
import { parseNewPassword } from "./password.ts";
import { accountTaskOptions } from "./passwordQueue.ts";

/**
 * Replaces the actor's password, ends all of their sessions and, if asked, revokes all of their
 * tokens, but for the session or token they came with. Needs `account:write` and the current
 * password. Throws InvalidCredentialsError where that is wrong, as for a login beyond its limits,
 * and InvalidPasswordError where the new one is not acceptable.
 */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; newPassword: string; revokeTokens: boolean },
): Promise<User> {
  const signedIn = requireScope(actor, "account:write");
  const { database, passwordHasher } = signedIn.service;
  const user = await requirePassword(signedIn, input.currentPassword);
  const newPassword = parseNewPassword(input.newPassword, "newPassword");
  await rateLimitPasswordHashing(signedIn);
  const passwordHash = await passwordHasher.hash(newPassword, accountTaskOptions(user.id));
  return database.$transaction(async (transaction) => {
    const [updated] = await transaction.user.updateManyAndReturn({
      where: { id: user.id, passwordHash: user.passwordHash, deletedAt: null },
      data: { passwordHash },
    });
    // Somebody else was faster, and the password that was given is the current one no more.
    if (!updated) throw wrongPasswordError();
    await transaction.session.deleteMany({
      where: {
        ownerId: user.id,
        id: { not: signedIn.kind === "session" ? signedIn.sessionId : 0 },
      },
    });
    // Whoever knew the old password may have logged in from elsewhere.
    await deleteKnownAddresses(transaction, user.id, signedIn);
    if (input.revokeTokens) {
      await transaction.apiToken.updateMany({
        where: {
          ownerId: user.id,
          revokedAt: null,
          id: { not: signedIn.kind === "token" ? signedIn.tokenId : 0 },
        },
        data: { revokedAt: new Date() },
      });
    }
    return updated;
  });
}
