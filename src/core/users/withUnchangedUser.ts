import type { Prisma, User } from "../../db/database.ts";
import { InvalidCredentialsError } from "../errors.ts";
import type { Service } from "../service.ts";

/**
 * Runs `callback` if the account is still as it was when the password was checked, which takes long
 * enough for it to be changed meanwhile: whoever knows the old password only must not be let in
 * after that. Throws InvalidCredentialsError where it was changed, or the account disabled or deleted.
 */
export function withUnchangedUser<Result>(
  { database, queues }: Pick<Service, "database" | "queues">,
  { id, passwordHash }: User,
  callback: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return queues.write(id, () =>
    database.$transaction(async (transaction) => {
      // Writing, though the same, waits for whoever is changing the account, and lets nobody change it
      // until this is done.
      const where = { id, passwordHash, disabledAt: null, deletedAt: null };
      const { count } = await transaction.user.updateMany({ where, data: { passwordHash } });
      if (count === 1) return callback(transaction);
      throw new InvalidCredentialsError("The email or the password is wrong.");
    }),
  );
}
