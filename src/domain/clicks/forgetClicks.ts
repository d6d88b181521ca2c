import { setImmediate as breathe } from "node:timers/promises";
import type { Service } from "../service.ts";

const rowsPerStep = 1_000;

/**
 * Removes the clicks of a link that is about to be deleted, in steps: with the link itself would go
 * whatever number of them at once, and every redirect would wait for that.
 */
export async function forgetClicks({ database }: Service, linkId: number): Promise<void> {
  let removed: number;
  do {
    removed = await database.$executeRaw`
      DELETE FROM "Click" WHERE "id" IN (
        SELECT "id" FROM "Click" WHERE "linkId" = ${linkId} LIMIT ${rowsPerStep})`;
    await breathe();
  } while (removed === rowsPerStep);
}
