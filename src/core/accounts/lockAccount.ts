import type { Prisma } from "../../db/database.ts";

/**
 * Locks the account's row until the end of the transaction. Others who lock or write the row wait,
 * so counts in the transaction stay valid. Writes the value that the row already has.
 */
export async function lockAccount(
  { user }: Prisma.TransactionClient,
  userId: number,
): Promise<void> {
  await user.updateMany({ where: { id: userId, deletedAt: null }, data: { deletedAt: null } });
}
