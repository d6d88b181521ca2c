import type { ClickWriter } from "../domain/clicks/clickWriter.ts";
import { countClicks } from "../domain/clicks/waitingVisits.ts";
import type { Availability } from "./availability.ts";
import type { ClickStream } from "./clickStream.ts";
import { inTime, isRefusal } from "./connections.ts";
import { packBatch } from "./packedBatch.ts";

interface Surroundings {
  stream: ClickStream;
  /** Writes to the database. */
  writer: Pick<ClickWriter, "write">;
  availability: Availability;
  /** Hears that Redis refuses clicks, though it is there. */
  onRefused(error: unknown): void;
  onAccepted(): void;
  /** Hears that a batch was written to the database past Redis. */
  onWritten(): void;
}

/**
 * A writer that has done its part when a batch is in Redis, from where one of the processes writes it.
 * While that cannot be, it writes itself. Of a batch of which nobody knows whether it came to Redis,
 * both happen: batches are written once.
 */
export function streamClicks({
  stream,
  writer,
  availability,
  onRefused,
  onAccepted,
  onWritten,
}: Surroundings): Pick<ClickWriter, "write"> {
  return {
    write: async (batch, tell) => {
      if (availability.isThere()) {
        try {
          await inTime(stream.add(packBatch(batch), countClicks(batch)));
          onAccepted();
          return [];
        } catch (error) {
          if (isRefusal(error)) onRefused(error);
          else availability.doubt();
        }
      }
      const clicks = await writer.write(batch, tell);
      onWritten();
      return clicks;
    },
  };
}
