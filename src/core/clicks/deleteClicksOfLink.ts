import type { Link } from "../../db/database.ts";
import type { Service } from "../service.ts";

/** Some milliseconds of SQLite's time. */
const batchSize = 500;

/**
 * Removes the clicks and counts of a link that is about to be deleted, in steps, each a turn of its
 * own: with the link itself would go whatever number of them at once, and all others would wait for that.
 */
export async function deleteClicksOfLink(
  { database, queues }: Pick<Service, "database" | "queues">,
  { id: linkId, ownerId }: Pick<Link, "id" | "ownerId">,
): Promise<void> {
  const deleteInBatches = async (deleteBatch: () => Promise<boolean>) => {
    while (await queues.write(ownerId, deleteBatch));
  };
  // Places in the indexes of the link's rows, because a list of rows may be looked for among all.
  const lastOfBatch = { where: { linkId }, skip: batchSize - 1, take: 1 } as const;
  await deleteInBatches(async () => {
    const { click } = database;
    const [last] = await click.findMany({
      ...lastOfBatch,
      orderBy: { id: "asc" },
      select: { id: true },
    });
    await click.deleteMany({ where: { linkId, ...(last && { id: { lte: last.id } }) } });
    return last !== undefined;
  });
  await deleteInBatches(async () => {
    const { linkHour } = database;
    const [last] = await linkHour.findMany({ ...lastOfBatch, orderBy: { hour: "asc" } });
    await linkHour.deleteMany({ where: { linkId, ...(last && { hour: { lte: last.hour } }) } });
    return last !== undefined;
  });
  await deleteInBatches(async () => {
    const { linkDay } = database;
    const orderBy = [{ dimension: "asc" }, { day: "asc" }, { value: "asc" }] as const;
    const [last] = await linkDay.findMany({ ...lastOfBatch, orderBy: [...orderBy] });
    if (!last) {
      await linkDay.deleteMany({ where: { linkId } });
      return false;
    }
    const { dimension, day } = last;
    await linkDay.deleteMany({ where: { linkId, dimension, day: { lte: day } } });
    return true;
  });
}
