import type { BatchWriter } from "./clickWriter.ts";
import { countVisitBatchClicks } from "./visitQueue.ts";

/** Batch writer that counts the clicks it has written. */
export interface CountingWriter extends BatchWriter {
  /** Returns the number of clicks written since startup. */
  writtenClicks(): number;
}

/** Creates a writer that counts the clicks written through `writer`. */
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
