import { setTimeout as delay } from "node:timers/promises";
import { maxBatchRows } from "../core/clicks/batchSchemas.ts";
import type { BatchWriter } from "../core/clicks/clickWriter.ts";
import type { LinkClicksEvent } from "../core/clicks/writeClicks.ts";
import { hourMilliseconds } from "../time.ts";
import type { ClickStream, StreamEntry } from "./clickStream.ts";
import { groupEntries } from "./groupEntries.ts";
import type { RedisHealth } from "./redisHealth.ts";

interface ClickStreamConsumerOptions {
  stream: ClickStream;
  /** Writes to the database. */
  writer: Pick<BatchWriter, "writeEncoded">;
  health: RedisHealth;
  /** Where it is seldom that something comes, it is looked for once a second. */
  isPolled?: boolean;
  onWritten(clicks: LinkClicksEvent[]): void;
  /** Hears what kept a batch from being written. It stays, and is tried again. */
  onError(error: unknown): void;
  /** Hears that an entry is no batch. It is dropped. */
  onMalformed(): void;
}

export interface ClickStreamConsumer {
  /** Entries taken over from others, or tried again. */
  reclaimed(): number;
  /** Writes what is still there, if that can be done in short time, and ends. */
  close(): Promise<void>;
}

/** What somebody has taken and not written in this time is taken over by others. */
const reclaimAfterMilliseconds = 5_000;
const reclaimIntervalMilliseconds = 1_000;
const idleConsumerMilliseconds = hourMilliseconds;
const consumerCleanupIntervalMilliseconds = 600_000;
const retryMilliseconds = 200;
const maxPauseMilliseconds = 2_000;
const drainMilliseconds = 2_000;
const pollIntervalMilliseconds = 1_000;
/** Few enough to be written before they are taken over. */
const maxEntries = 8;

/**
 * Writes to the database what waits in the stream, until closed: several batches in one transaction,
 * which has no more clicks than the largest of them may have.
 */
export function startClickStreamConsumer(options: ClickStreamConsumerOptions): ClickStreamConsumer {
  const { stream, writer, health, isPolled = false } = options;
  const controller = new AbortController();
  let reclaimed = 0;
  let pause = retryMilliseconds;
  // One after a failure, so that a batch which cannot be written keeps no others from it for long.
  let count = maxEntries;
  const isReclaimDue = createSchedule(reclaimIntervalMilliseconds);
  const isCleanupDue = createSchedule(consumerCleanupIntervalMilliseconds);

  async function readNext(wait: boolean): Promise<StreamEntry[]> {
    if (isCleanupDue()) await stream.removeIdleConsumers(idleConsumerMilliseconds);
    if (!isReclaimDue()) return stream.read(count, wait);
    const entries = await stream.reclaim(count, reclaimAfterMilliseconds);
    if (entries.length === 0) return stream.read(count, wait);
    reclaimed += entries.length;
    // Where one was left behind, others may have been.
    isReclaimDue.reset();
    return entries;
  }

  /** False where nothing came, or could be written. Rejects where Redis failed. */
  async function processNext(wait: boolean): Promise<boolean> {
    const entries = await readNext(wait);
    for (const group of groupEntries(entries, maxBatchRows)) {
      if (!(await write(group))) return false;
      await stream.acknowledge(group);
    }
    return entries.length > 0;
  }

  /** What could not be written is nobody's in particular, so that it holds up nothing else. */
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

/** True once in so long a time, and when it is due again. */
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
