import type { Prisma, User } from "../../db/database.ts";
import { InvalidCredentialsError } from "../errors.ts";
import type { Services } from "../services.ts";

/**
 * Runs `callback` in a transaction if the account is unchanged since the password check. The check
 * takes long enough for a concurrent change, after which the old password must not grant access.
 * Throws InvalidCredentialsError if the account was changed, disabled or deleted.
 */
export function withUnchangedUser<Result>(
  { database, queues }: Pick<Services, "database" | "queues">,
  { id, passwordHash }: User,
  callback: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return queues.write(id, () =>
    database.$transaction(async (transaction) => {
      // Writing the same value waits for a concurrent change of the account. It also blocks other
      // changes until this transaction ends.
      const where = { id, passwordHash, disabledAt: null, deletedAt: null };
      const { count } = await transaction.user.updateMany({ where, data: { passwordHash } });
      if (count === 1) return callback(transaction);
      throw new InvalidCredentialsError(
        "The email or password is wrong. Check both and try again.",
      );
    }),
  );
}
