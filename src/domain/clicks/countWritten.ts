import type { BatchWriter } from "./clickWriter.ts";
import { countClicks } from "./waitingVisits.ts";

/** A writer to the database that counts the clicks which it has written. */
export interface CountingWriter extends BatchWriter {
  /** Returns how many since the start. */
  written(): number;
}

/** Returns the same writer, which counts. */
export function countWritten(writer: BatchWriter): CountingWriter {
  let written = 0;
  return {
    describe: writer.describe,
    write: async (batch, tell) => {
      const clicks = await writer.write(batch, tell);
      written += countClicks(batch);
      return clicks;
    },
    writePacked: async (batches, tell) => {
      const outcome = await writer.writePacked(batches, tell);
      written += outcome.clicks;
      return outcome;
    },
    written: () => written,
  };
}
