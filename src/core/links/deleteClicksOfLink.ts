import type { Link } from "../../db/database.ts";
import type { Services } from "../services.ts";

/** Rows per batch. A batch takes SQLite a few milliseconds. */
const batchSize = 500;

/**
 * Removes the clicks and counts of a link that is about to be deleted, in batches that are queued
 * separately. Deleting the link would remove any number of them at once, and all other writes would
 * wait.
 */
export async function deleteClicksOfLink(
  { database, queues }: Pick<Services, "database" | "queues">,
  { id: linkId, ownerId }: Pick<Link, "id" | "ownerId">,
): Promise<void> {
  const deleteInBatches = async (deleteBatch: () => Promise<boolean>) => {
    while (await queues.write(ownerId, deleteBatch));
  };
  // Uses positions in the indexes of the link's rows. A list of rows could be searched for in the whole
  // table.
  const lastOfBatch = { where: { linkId }, skip: batchSize - 1, take: 1 } as const;
  await deleteInBatches(async () => {
    const { click } = database;
    const [last] = await click.findMany({
      ...lastOfBatch,
      orderBy: [{ at: "asc" }, { id: "asc" }],
      select: { at: true },
    });
    await click.deleteMany({ where: { linkId, ...(last && { at: { lte: last.at } }) } });
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
