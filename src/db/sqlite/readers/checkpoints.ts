import type { ReaderPool } from "./readerPool.ts";

/** Some hundred kilobytes to some megabytes of what was written. */
const writesPerCheckpoint = 200;

/**
 * Answers a function to be called at each write, which now and then has a thread copy what was written
 * to the database file. Done by the writer, as SQLite does by itself, it would hold the event loop.
 */
export function checkpointAfterWrites(pool: Pick<ReaderPool, "run">): () => void {
  let writes = 0;
  let isRunning = false;

  async function checkpoint(): Promise<void> {
    isRunning = true;
    // What is not copied now is copied next time.
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
