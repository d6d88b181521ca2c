import { setTimeout as delay } from "node:timers/promises";
import type { DomainEvents } from "../events.ts";
import type { ClickWriter } from "./clickWriter.ts";
import { shortenHeader } from "./shortenHeader.ts";
import type { Visit } from "./visit.ts";
import { type Batch, createWaitingVisits } from "./waitingVisits.ts";
import type { LinkClicks } from "./writeClicks.ts";

/** Notes clicks without making visitors wait for the database. */
export interface ClickRecorder {
  /** Takes constant time, does no input or output, and never throws. */
  record(visit: Visit): void;
  /** Writes what is still unwritten and stops. Rejects where that stays impossible. */
  close(): Promise<void>;
  state(): RecorderState;
}

/** How the writing of clicks goes. */
export interface RecorderState {
  /** Clicks, or counts of them, not written yet. */
  waiting: number;
  /** When the oldest of those was, in milliseconds. */
  oldestAt: number | undefined;
  /** Since the start: clicks of which only the count was kept; failed tries to write. */
  condensed: number;
  failures: number;
}

interface Surroundings {
  writer: Pick<ClickWriter, "write">;
  events: DomainEvents;
  /** Hears of what could not be written. It is kept, and tried again. */
  onError: (error: unknown) => void;
  /** Hears that a batch was written. */
  onWritten: () => void;
}

/** With the writing itself, clicks are in the database a quarter of a second after they came. */
const flushMilliseconds = 200;
const longestPauseMilliseconds = 5_000;
const closingMilliseconds = 2_000;
const waitingVisitsAtMost = 100_000;

/** Starts a recorder that writes through `writer`, and tells as events what it wrote. */
export function createClickRecorder({
  writer,
  events,
  onError,
  onWritten,
}: Surroundings): ClickRecorder {
  const waiting = createWaitingVisits(waitingVisitsAtMost);
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();
  let pause = flushMilliseconds;
  let closed = false;
  let writing: Batch | undefined;
  let failures = 0;

  function record(visit: Visit): void {
    visit.userAgent = shortenHeader(visit.userAgent);
    visit.referrer = shortenHeader(visit.referrer);
    waiting.add(visit);
    timer ??= setTimeout(flush, pause);
  }

  function flush(): void {
    flushing = writeWaiting()
      .then(
        () => {
          pause = flushMilliseconds;
        },
        (error) => {
          pause = Math.min(pause * 2, longestPauseMilliseconds);
          onError(error);
        },
      )
      .then(() => {
        timer = waiting.size() > 0 && !closed ? setTimeout(flush, untilNext()) : undefined;
      });
  }

  /** What came while others were written has waited for a part of its time already. */
  function untilNext(): number {
    if (pause > flushMilliseconds) return pause;
    const waited = Date.now() - (waiting.oldestAt() ?? 0);
    // The clock may have been set.
    return Math.min(pause, Math.max(0, pause - waited));
  }

  /** Writes what waits by now, not what comes meanwhile: small batches cost more each. */
  async function writeWaiting(): Promise<void> {
    for (let left = waiting.size(); left > 0; ) {
      const batch = waiting.take();
      if (!batch) return;
      left -= batch.visits.length + batch.counts.length;
      const clicks = await write(batch);
      if (clicks.length > 0) events.emit("linksClicked", clicks);
    }
  }

  async function write(batch: Batch): Promise<LinkClicks[]> {
    writing = batch;
    try {
      const clicks = await writer.write(batch, events.listenerCount("linksClicked") > 0);
      onWritten();
      return clicks;
    } catch (error) {
      failures += 1;
      waiting.putBack(batch);
      throw error;
    } finally {
      writing = undefined;
    }
  }

  return {
    record,
    state: () => ({
      waiting: waiting.size() + (writing ? writing.visits.length + writing.counts.length : 0),
      oldestAt: writing?.visits[0]?.at ?? writing?.hour ?? waiting.oldestAt(),
      condensed: waiting.condensed(),
      failures,
    }),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await flushing;
      const end = performance.now() + closingMilliseconds;
      while (waiting.size() > 0) {
        try {
          await writeWaiting();
        } catch (error) {
          if (performance.now() >= end) {
            throw new Error("The last clicks could not be written, and are lost.", {
              cause: error,
            });
          }
          await delay(flushMilliseconds);
        }
      }
    },
  };
}
