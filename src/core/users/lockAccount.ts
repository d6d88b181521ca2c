import type { Prisma } from "../../db/database.ts";

/**
 * Makes others who lock or write this account's row wait for the end of the transaction, so that what is
 * counted in it stays as it is. Writes what is there already.
 */
export async function lockAccount(
  { user }: Prisma.TransactionClient,
  userId: number,
): Promise<void> {
  await user.updateMany({ where: { id: userId, deletedAt: null }, data: { deletedAt: null } });
}
