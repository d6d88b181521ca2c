import { setTimeout as delay } from "node:timers/promises";
import type { DomainEvents } from "../events.ts";
import type { ClickWriter } from "./clickWriter.ts";
import type { Visit } from "./visit.ts";
import { type Batch, createWaitingVisits } from "./waitingVisits.ts";
import type { LinkClicks } from "./writeClicks.ts";

/** Notes clicks without making visitors wait for the database. */
export interface ClickRecorder {
  /** Takes constant time, does no input or output, and never throws. */
  record(visit: Visit): void;
  /** Writes what is still unwritten and stops. Rejects where that stays impossible. */
  close(): Promise<void>;
}

interface Surroundings {
  writer: ClickWriter;
  events: DomainEvents;
  /** Hears of what could not be written. It is kept, and tried again. */
  onError: (error: unknown) => void;
}

/** With the writing itself, clicks are in the database a quarter of a second after they came. */
const flushMilliseconds = 200;
const longestPauseMilliseconds = 5_000;
const closingMilliseconds = 10_000;
const waitingVisitsAtMost = 100_000;
/** Longer headers tell nothing more, and would fill the memory while the database is away. */
const longestHeader = 512;

/** Starts a recorder that writes through `writer`, and tells as events what it wrote. */
export function createClickRecorder({ writer, events, onError }: Surroundings): ClickRecorder {
  const waiting = createWaitingVisits(waitingVisitsAtMost);
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();
  let pause = flushMilliseconds;
  let closed = false;

  function record(visit: Visit): void {
    visit.userAgent = shorten(visit.userAgent);
    visit.referrer = shorten(visit.referrer);
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
        timer = waiting.size() > 0 && !closed ? setTimeout(flush, pause) : undefined;
      });
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
    try {
      return await writer.write(batch, events.listenerCount("linksClicked") > 0);
    } catch (error) {
      waiting.putBack(batch);
      throw error;
    }
  }

  return {
    record,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await flushing;
      const end = Date.now() + closingMilliseconds;
      while (waiting.size() > 0) {
        try {
          await writeWaiting();
        } catch (error) {
          if (Date.now() >= end) {
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

/** Copied, because the part of a string keeps the whole alive. */
function shorten(header: string): string {
  if (header.length <= longestHeader) return header;
  return Buffer.from(header.slice(0, longestHeader)).toString();
}
