import type { BatchWriter, ClickWriter } from "../core/clicks/clickWriter.ts";
import { countVisitBatchClicks, type VisitBatch } from "../core/clicks/visitQueue.ts";
import type { ClickStream } from "./clickStream.ts";
import { isReplyError, withTimeout } from "./connections.ts";
import type { RedisHealth } from "./redisHealth.ts";

interface ClickStreamProducerOptions {
  stream: Pick<ClickStream, "add" | "readBytes">;
  /** Describes clicks, and writes them to the database. */
  writer: Pick<BatchWriter, "write" | "enrich">;
  health: RedisHealth;
  bounds?: StreamBounds;
  /** Hears that clicks cannot go to Redis, though it is there. */
  onRefused(error: unknown): void;
  onAccepted(): void;
  /** Hears that a batch was written to the database past Redis. */
  onWritten(): void;
}

/** How many bytes of batches may wait in Redis. Each process may add one batch more. */
export interface StreamBounds {
  /** From here on, batches are counts by link alone. */
  detailedBytes: number;
  /** From here on, nothing is added. */
  maxBytes: number;
}

const megabyte = 1_048_576;
const defaultBounds: StreamBounds = { detailedBytes: 192 * megabyte, maxBytes: 256 * megabyte };

/** A writer to Redis. */
export interface ClickStreamProducer extends Pick<ClickWriter, "write"> {
  /** Clicks of which only the count went there, since the start. */
  condensed(): number;
}

/**
 * Returns a writer that has done its part when a batch is in Redis, from where one of the processes
 * writes it. A batch goes there without IP addresses. While too much waits there, clicks lose their
 * details, which is less than not to be counted. While Redis cannot be used, or more than that waits, it
 * writes itself. Of a batch of which nobody knows whether it came to Redis, both happen: batches are
 * written once.
 */
export function createClickStreamProducer(
  options: ClickStreamProducerOptions,
): ClickStreamProducer {
  const { stream, writer, health, bounds = defaultBounds } = options;
  let condensed = 0;

  async function addToStream(batch: VisitBatch): Promise<void> {
    const bytes = await withTimeout(stream.readBytes());
    if (bytes >= bounds.maxBytes) throw new StreamFullError(bytes);
    const condense = bytes >= bounds.detailedBytes && batch.visits.length > 0;
    const packed = await writer.enrich(batch, condense).catch((error) => {
      throw new BatchDescriptionError(error);
    });
    await withTimeout(stream.add({ ...packed, clicks: countVisitBatchClicks(batch) }));
    if (condense) condensed += batch.visits.length;
  }

  return {
    write: async (batch, tell) => {
      if (health.isAvailable()) {
        try {
          await addToStream(batch);
          options.onAccepted();
          return [];
        } catch (error) {
          if (error instanceof StreamFullError || isReplyError(error)) options.onRefused(error);
          else if (!(error instanceof BatchDescriptionError)) health.recheck();
        }
      }
      const clicks = await writer.write(batch, tell);
      options.onWritten();
      return clicks;
    },
    condensed: () => condensed,
  };
}

/** As much waits in Redis as may. */
class StreamFullError extends Error {
  constructor(bytes: number) {
    super(
      `${Math.round(bytes / megabyte)} MB of clicks wait there: the database is away, or too slow.`,
    );
  }
}

/** The key of the day is not known, and the database does not answer: that is no fault of Redis. */
class BatchDescriptionError extends Error {
  constructor(cause: unknown) {
    super("The clicks could not be described.", { cause });
  }
}
