import { setTimeout as delay } from "node:timers/promises";
import { maxBatchRows } from "../core/clicks/batchSchemas.ts";
import type { BatchWriter } from "../core/clicks/clickWriter.ts";
import type { LinkClicksEvent } from "../core/events/domainEvents.ts";
import { hourMilliseconds } from "../time.ts";
import type { ClickStream, StreamEntry } from "./clickStream.ts";
import { groupEntries } from "./groupEntries.ts";
import type { RedisHealth } from "./redisHealth.ts";

interface ClickStreamConsumerOptions {
  stream: ClickStream;
  /** Writes to the database. */
  writer: Pick<BatchWriter, "writeEncoded">;
  health: RedisHealth;
  /** For a stream that rarely receives entries: it is polled once a second. */
  isPolled?: boolean;
  onWritten(clicks: LinkClicksEvent[]): void;
  /** Called with the error when a batch could not be written. The batch stays and is retried. */
  onError(error: unknown): void;
  /** Called when an entry is not a batch. The entry is dropped. */
  onMalformed(): void;
}

export interface ClickStreamConsumer {
  /** Number of entries reclaimed from other consumers, or retried. */
  reclaimed(): number;
  /** Writes the remaining entries as far as possible within a short time, and ends. */
  close(): Promise<void>;
}

/** Entries that were read and not written within this time are reclaimed by other processes. */
const reclaimAfterMilliseconds = 5_000;
const reclaimIntervalMilliseconds = 1_000;
const idleConsumerMilliseconds = hourMilliseconds;
const consumerCleanupIntervalMilliseconds = 600_000;
const retryMilliseconds = 200;
const maxPauseMilliseconds = 2_000;
const drainMilliseconds = 2_000;
const pollIntervalMilliseconds = 1_000;
/** Small enough to be written before they are reclaimed. */
const maxEntries = 8;

/**
 * Starts writing the entries of the stream to the database, until closed. Several batches share one
 * transaction, which has at most as many clicks as the largest allowed batch.
 */
export function startClickStreamConsumer(options: ClickStreamConsumerOptions): ClickStreamConsumer {
  const { stream, writer, health, isPolled = false } = options;
  const controller = new AbortController();
  let reclaimed = 0;
  let pause = retryMilliseconds;
  // Falls back to 1 after a failure, so that a batch that cannot be written does not block the
  // others for long.
  let count = maxEntries;
  const isReclaimDue = createSchedule(reclaimIntervalMilliseconds);
  const isCleanupDue = createSchedule(consumerCleanupIntervalMilliseconds);

  async function readNext(wait: boolean): Promise<StreamEntry[]> {
    if (isCleanupDue()) await stream.removeIdleConsumers(idleConsumerMilliseconds);
    if (!isReclaimDue()) return stream.read(count, wait);
    const entries = await stream.reclaim(count, reclaimAfterMilliseconds);
    if (entries.length === 0) return stream.read(count, wait);
    reclaimed += entries.length;
    // If one entry was left behind, there may be others.
    isReclaimDue.reset();
    return entries;
  }

  /** Returns false if no entry arrived, or none could be written. Rejects if Redis failed. */
  async function processNext(wait: boolean): Promise<boolean> {
    const entries = await readNext(wait);
    for (const group of groupEntries(entries, maxBatchRows)) {
      if (!(await write(group))) return false;
      await stream.acknowledge(group);
    }
    return entries.length > 0;
  }

  /**
   * Writes entries to the database. After a failure they stay unacknowledged, so they do not block
   * later entries.
   */
  async function write(entries: StreamEntry[]): Promise<boolean> {
    try {
      const { linkClicks, malformed } = await writer.writeEncoded(
        entries.map(({ text, addedAt }) => ({ text, addedAt })),
        true,
      );
      if (malformed > 0) options.onMalformed();
      if (malformed < entries.length) options.onWritten(linkClicks);
      pause = retryMilliseconds;
      count = Math.min(count * 2, maxEntries);
      return true;
    } catch (error) {
      options.onError(error);
      count = 1;
      await sleep(pause);
      pause = Math.min(pause * 2, maxPauseMilliseconds);
      return false;
    }
  }

  const sleep = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal: controller.signal }).catch(() => {});

  async function runOnce(): Promise<void> {
    if (!isPolled) await processNext(true);
    else if (!(await processNext(false))) await sleep(pollIntervalMilliseconds);
  }

  async function run(): Promise<void> {
    while (!controller.signal.aborted) {
      if (!health.isAvailable()) await sleep(retryMilliseconds);
      else await runOnce().catch(() => sleep(retryMilliseconds));
    }
    const end = performance.now() + drainMilliseconds;
    while (health.isAvailable() && performance.now() < end && (await processNext(false)));
    if (health.isAvailable()) await stream.deregister();
  }

  const ended = run().catch(() => {});
  return {
    reclaimed: () => reclaimed,
    close: () => {
      controller.abort();
      return ended;
    },
  };
}

/** Returns a function that returns true once per interval. After `reset` it is due immediately. */
function createSchedule(milliseconds: number) {
  let last = Number.NEGATIVE_INFINITY;
  const isDue = () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
  return Object.assign(isDue, {
    reset: () => {
      last = Number.NEGATIVE_INFINITY;
    },
  });
}
