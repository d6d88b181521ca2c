import type { ReaderPool } from "./readerPool.ts";

/** A few hundred kilobytes to a few megabytes of writes. */
const writesPerCheckpoint = 200;

/**
 * Returns a function to be called at each write. After a number of writes, it has a thread copy the WAL
 * to the database file. SQLite itself would do that in the writer and block the event loop.
 */
export function checkpointAfterWrites(pool: Pick<ReaderPool, "run">): () => void {
  let writes = 0;
  let isRunning = false;

  async function checkpoint(): Promise<void> {
    isRunning = true;
    // The next checkpoint copies the pages that this one did not.
    await pool.run({ kind: "checkpoint" }).catch(() => {});
    isRunning = false;
  }

  return () => {
    writes += 1;
    if (writes < writesPerCheckpoint || isRunning) return;
    writes = 0;
    void checkpoint();
  };
}
