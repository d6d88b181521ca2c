import type { ClickWriter } from "./clickWriter.ts";
import { countClicks } from "./waitingVisits.ts";

/** A writer to the database that counts the clicks which it has written. */
export interface CountingWriter extends Pick<ClickWriter, "write"> {
  /** Returns how many since the start. */
  written(): number;
}

/** Returns the same writer, which counts. */
export function countWritten(writer: Pick<ClickWriter, "write">): CountingWriter {
  let written = 0;
  return {
    write: async (batch, tell) => {
      const clicks = await writer.write(batch, tell);
      written += countClicks(batch);
      return clicks;
    },
    written: () => written,
  };
}
