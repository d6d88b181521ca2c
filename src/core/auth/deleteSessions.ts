import type { Prisma } from "../../db/database.ts";

/** Deletes the sessions that match in a transaction. Returns their ids. */
export async function deleteSessions(
  session: Prisma.TransactionClient["session"],
  where: Prisma.SessionWhereInput,
): Promise<number[]> {
  const found = await session.findMany({ where, select: { id: true } });
  const ids = found.map(({ id }) => id);
  await session.deleteMany({ where: { id: { in: ids } } });
  return ids;
}
