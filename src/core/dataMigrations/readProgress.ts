import type { Database } from "../../db/database.ts";
import { progressRatio } from "./runNextBatch.ts";

/** Returns the running data migrations with their progress, from 0 to 1. */
export async function readProgress(database: Database): Promise<{ name: string; ratio: number }[]> {
  const running = await database.dataMigration.findMany({
    where: { finishedAt: null },
    orderBy: { startedAt: "asc" },
  });
  return running.map(({ name, position, total }) => ({
    name,
    ratio: progressRatio({ position, total, isFinished: false }),
  }));
}
