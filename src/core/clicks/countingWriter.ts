import type { BatchWriter } from "./clickWriter.ts";
import { countVisitBatchClicks } from "./visitQueue.ts";

/** A writer to the database that counts the clicks which it has written. */
export interface CountingWriter extends BatchWriter {
  /** Returns how many since the start. */
  writtenClicks(): number;
}

/** Returns the same writer, which counts. */
export function createCountingWriter(writer: BatchWriter): CountingWriter {
  let written = 0;
  return {
    enrich: writer.enrich,
    write: async (batch, returnClicks) => {
      const clicks = await writer.write(batch, returnClicks);
      written += countVisitBatchClicks(batch);
      return clicks;
    },
    writeEncoded: async (batches, returnClicks) => {
      const outcome = await writer.writeEncoded(batches, returnClicks);
      written += outcome.clicks;
      return outcome;
    },
    writtenClicks: () => written,
  };
}
