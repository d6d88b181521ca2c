import type { BatchWriter, ClickWriter } from "../core/clicks/clickWriter.ts";
import { countVisitBatchClicks, type VisitBatch } from "../core/clicks/visitQueue.ts";
import type { ClickStream } from "./clickStream.ts";
import { isReplyError, withTimeout } from "./connections.ts";
import type { RedisHealth } from "./redisHealth.ts";

interface ClickStreamProducerOptions {
  stream: Pick<ClickStream, "add" | "readBytes">;
  /** Enriches clicks, and writes them to the database. */
  writer: Pick<BatchWriter, "write" | "enrich">;
  health: RedisHealth;
  bounds?: StreamBounds;
  /** Called when clicks cannot be added to Redis although it is available. */
  onRejected(error: unknown): void;
  onAccepted(): void;
  /** Called when a batch was written directly to the database. */
  onWritten(): void;
}

/** Limits for the bytes of batches in Redis. Each process may exceed them by one batch. */
export interface StreamBounds {
  /** From this size on, batches contain only counts by link. */
  detailedBytes: number;
  /** From this size on, no batch is added. */
  maxBytes: number;
}

const megabyte = 1_048_576;
const defaultBounds: StreamBounds = { detailedBytes: 192 * megabyte, maxBytes: 256 * megabyte };

/** A writer to Redis. */
export interface ClickStreamProducer extends Pick<ClickWriter, "write"> {
  /** Number of clicks of which only the count was added, since the start. */
  condensed(): number;
}

/**
 * Returns a writer that adds batches to Redis, from where any process writes them to the database.
 * Batches in Redis contain no IP addresses.
 *
 * If too much is queued, clicks lose their details, which is better than losing their counts. If
 * Redis is unavailable, or even more is queued, the writer writes to the database itself. If it is
 * unknown whether a batch was added, both happen: each batch is counted only once.
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
          if (error instanceof StreamFullError || isReplyError(error)) options.onRejected(error);
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

/** The stream has reached its maximum size. */
class StreamFullError extends Error {
  constructor(bytes: number) {
    super(
      `${Math.round(bytes / megabyte)} MB of clicks are queued in Redis: the database is unavailable or too slow.`,
    );
  }
}

/** The daily key is unknown and the database is unavailable, which is not a fault of Redis. */
class BatchDescriptionError extends Error {
  constructor(cause: unknown) {
    super("The clicks could not be enriched.", { cause });
  }
}
