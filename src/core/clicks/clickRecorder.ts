import { setTimeout as delay } from "node:timers/promises";
import type { DomainEvents } from "../events.ts";
import type { ClickWriter } from "./clickWriter.ts";
import { truncateHeader } from "./truncateHeader.ts";
import type { Visit } from "./visit.ts";
import { createVisitQueue, type VisitBatch } from "./visitQueue.ts";
import type { LinkClicksEvent } from "./writeClicks.ts";

/** Notes clicks without making visitors wait for the database. */
export interface ClickRecorder {
  /** Takes constant time, does no input or output, and never throws. */
  record(visit: Visit): void;
  /** Writes what is still unwritten and stops. Rejects where that stays impossible. */
  close(): Promise<void>;
  stats(): ClickRecorderStats;
}

/** How the writing of clicks goes. */
export interface ClickRecorderStats {
  /** Clicks, or counts of them, not written yet. */
  waiting: number;
  /** When the oldest of those was, in milliseconds. */
  oldestAt: number | undefined;
  /** Since the start: clicks of which only the count was kept; failed tries to write. */
  aggregated: number;
  failures: number;
}

interface ClickRecorderOptions {
  writer: Pick<ClickWriter, "write">;
  events: DomainEvents;
  /** Hears of what could not be written. It is kept, and tried again. */
  onError: (error: unknown) => void;
  /** Hears that a batch was written. */
  onWritten: () => void;
}

/** With the writing itself, clicks are in the database a quarter of a second after they came. */
const flushDelayMilliseconds = 200;
const maxRetryDelayMilliseconds = 5_000;
const closeTimeoutMilliseconds = 2_000;
const queueCapacity = 100_000;

/** Starts a recorder that writes through `writer`, and tells as events what it wrote. */
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

  /** What came while others were written has waited for a part of its time already. */
  function nextDelay(): number {
    if (delayMilliseconds > flushDelayMilliseconds) return delayMilliseconds;
    const waited = Date.now() - (queue.oldestAt() ?? 0);
    // The clock may have been set.
    return Math.min(delayMilliseconds, Math.max(0, delayMilliseconds - waited));
  }

  /** Writes what waits by now, not what comes meanwhile: small batches cost more each. */
  async function writeQueued(): Promise<void> {
    for (let remaining = queue.size(); remaining > 0; ) {
      const batch = queue.take();
      if (!batch) return;
      remaining -= batch.visits.length + batch.counts.length;
      const clicks = await write(batch);
      if (clicks.length > 0) events.emit("linksClicked", clicks);
    }
  }

  async function write(batch: VisitBatch): Promise<LinkClicksEvent[]> {
    writing = batch;
    try {
      const clicks = await writer.write(batch, events.listenerCount("linksClicked") > 0);
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
            throw new Error("The last clicks could not be written, and are lost.", {
              cause: error,
            });
          }
          await delay(flushDelayMilliseconds);
        }
      }
    },
  };
}
