import { setImmediate as breathe } from "node:timers/promises";
import type { Service } from "../service.ts";

const rowsPerStep = 1_000;

/**
 * Removes the clicks of a link that is about to be deleted, in steps: with the link itself would go
 * whatever number of them at once, and every redirect would wait for that.
 */
export async function forgetClicks(
  { database: { click } }: Pick<Service, "database">,
  linkId: number,
): Promise<void> {
  for (;;) {
    // A place in the index of the link's clicks, because a list of ids may be looked for in all clicks.
    const [last] = await click.findMany({
      where: { linkId },
      orderBy: { id: "asc" },
      skip: rowsPerStep - 1,
      take: 1,
      select: { id: true },
    });
    await click.deleteMany({ where: { linkId, ...(last && { id: { lte: last.id } }) } });
    if (!last) return;
    await breathe();
  }
}
