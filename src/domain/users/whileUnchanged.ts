import type { Database, Prisma, User } from "../../db/database.ts";
import { InvalidCredentialsError } from "../errors.ts";

/**
 * Runs `act` if the account is still as it was when the password was checked, which takes long
 * enough for it to be changed meanwhile: whoever knows the old password only must not be let in
 * after that. Undoes `act` and throws InvalidCredentialsError where it was changed, or the account
 * disabled or deleted.
 */
export function whileUnchanged<Result>(
  database: Database,
  { id, passwordHash }: User,
  act: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return database.$transaction(async (transaction) => {
    // Asking after the write, which waits for whoever is changing the account, leaves no gap.
    const result = await act(transaction);
    const unchanged = { id, passwordHash, disabledAt: null, deletedAt: null };
    if ((await transaction.user.count({ where: unchanged })) === 1) return result;
    throw new InvalidCredentialsError("The email or the password is wrong.");
  });
}
