import { setTimeout as delay } from "node:timers/promises";
import type { DomainEvents, LinkClicksEvent } from "../events/domainEvents.ts";
import type { ClickWriter } from "./clickWriter.ts";
import { truncateHeader } from "./truncateHeader.ts";
import type { Visit } from "./visit.ts";
import { createVisitQueue, type VisitBatch } from "./visitQueue.ts";

/** Records clicks without blocking visitors on the database. */
export interface ClickRecorder {
  /** Queues a visit. Takes constant time, performs no I/O and never throws. */
  record(visit: Visit): void;
  /** Writes the remaining clicks and stops. Rejects if they still cannot be written after 2 seconds. */
  close(): Promise<void>;
  stats(): ClickRecorderStats;
}

/** Statistics about the writing of clicks. */
export interface ClickRecorderStats {
  /** Clicks and counts that are not written yet. */
  waiting: number;
  /** Time of the oldest of them, in milliseconds. */
  oldestAt: number | undefined;
  /** Since startup: clicks kept only as counts, and failed write attempts. */
  aggregated: number;
  failures: number;
}

interface ClickRecorderOptions {
  writer: Pick<ClickWriter, "write">;
  events: DomainEvents;
  /** Called when a write fails. The batch is kept and retried. */
  onError: (error: unknown) => void;
  /** Called after a batch is written. */
  onWritten: () => void;
}

/** Delay before a flush. Including the write, clicks are in the database 250 ms after they arrive. */
const flushDelayMilliseconds = 200;
const maxRetryDelayMilliseconds = 5_000;
const closeTimeoutMilliseconds = 2_000;
const queueCapacity = 100_000;

/** Creates a recorder that writes through `writer` and emits an event for the clicks it has written. */
export function createClickRecorder({
  writer,
  events,
  onError,
  onWritten,
}: ClickRecorderOptions): ClickRecorder {
  const queue = createVisitQueue(queueCapacity);
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();
  let delayMilliseconds = flushDelayMilliseconds;
  let closed = false;
  let writing: VisitBatch | undefined;
  let failures = 0;

  function record(visit: Visit): void {
    visit.userAgent = truncateHeader(visit.userAgent);
    visit.referrer = truncateHeader(visit.referrer);
    queue.add(visit);
    timer ??= setTimeout(flush, delayMilliseconds);
  }

  function flush(): void {
    flushing = writeQueued()
      .then(
        () => {
          delayMilliseconds = flushDelayMilliseconds;
        },
        (error) => {
          delayMilliseconds = Math.min(delayMilliseconds * 2, maxRetryDelayMilliseconds);
          onError(error);
        },
      )
      .then(() => {
        timer = queue.size() > 0 && !closed ? setTimeout(flush, nextDelay()) : undefined;
      });
  }

  /**
   * Returns the delay of the next flush. It is shorter for visits that have already waited for the last
   * one.
   */
  function nextDelay(): number {
    if (delayMilliseconds > flushDelayMilliseconds) return delayMilliseconds;
    const waited = Date.now() - (queue.oldestAt() ?? 0);
    // The system clock may have been changed.
    return Math.min(delayMilliseconds, Math.max(0, delayMilliseconds - waited));
  }

  /** Writes the visits queued so far, not those that arrive meanwhile: small batches cost more each. */
  async function writeQueued(): Promise<void> {
    for (let remaining = queue.size(); remaining > 0; ) {
      const batch = queue.take();
      if (!batch) return;
      remaining -= batch.visits.length + batch.counts.length;
      const clicks = await write(batch);
      if (clicks.length > 0) events.emit("link.clicked", clicks);
    }
  }

  async function write(batch: VisitBatch): Promise<LinkClicksEvent[]> {
    writing = batch;
    try {
      const clicks = await writer.write(batch, events.listenerCount("link.clicked") > 0);
      onWritten();
      return clicks;
    } catch (error) {
      failures += 1;
      queue.requeue(batch);
      throw error;
    } finally {
      writing = undefined;
    }
  }

  return {
    record,
    stats: () => ({
      waiting: queue.size() + (writing ? writing.visits.length + writing.counts.length : 0),
      oldestAt: writing?.visits[0]?.at ?? writing?.hour ?? queue.oldestAt(),
      aggregated: queue.aggregated(),
      failures,
    }),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await flushing;
      const end = performance.now() + closeTimeoutMilliseconds;
      while (queue.size() > 0) {
        try {
          await writeQueued();
        } catch (error) {
          if (performance.now() >= end) {
            throw new Error("The last clicks could not be written and are lost.", {
              cause: error,
            });
          }
          await delay(flushDelayMilliseconds);
        }
      }
    },
  };
}
