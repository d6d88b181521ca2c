import { setTimeout as delay } from "node:timers/promises";
import type { ClickWriter } from "../domain/clicks/clickWriter.ts";
import type { LinkClicks } from "../domain/clicks/writeClicks.ts";
import type { Availability } from "./availability.ts";
import type { ClickStream, Entry } from "./clickStream.ts";
import { unpackBatch } from "./packedBatch.ts";

interface Surroundings {
  stream: ClickStream;
  /** Writes to the database. */
  writer: Pick<ClickWriter, "write">;
  availability: Availability;
  onWritten(clicks: LinkClicks[]): void;
  /** Hears what kept a batch from being written. It stays, and is tried again. */
  onError(error: unknown): void;
  /** Hears that an entry is no batch. It is dropped. */
  onMalformed(): void;
}

export interface StreamWriting {
  /** Entries taken over from others, or tried again. */
  takenOver(): number;
  /** Writes what is still there, if that can be done in short time, and ends. */
  close(): Promise<void>;
}

/** What somebody has taken and not written in this time is taken over by others. */
const takeOverMilliseconds = 5_000;
const takeOverEveryMilliseconds = 1_000;
const goneMilliseconds = 3_600_000;
const forgetGoneEveryMilliseconds = 600_000;
const awayMilliseconds = 200;
const longestPauseMilliseconds = 2_000;
const closingMilliseconds = 2_000;

/** Writes to the database what waits in the stream, batch by batch, until closed. */
export function writeStream(surroundings: Surroundings): StreamWriting {
  const { stream, writer, availability, onWritten, onError, onMalformed } = surroundings;
  const closing = new AbortController();
  let takenOver = 0;
  let pause = awayMilliseconds;
  const isTakeOverDue = every(takeOverEveryMilliseconds);
  const isForgettingDue = every(forgetGoneEveryMilliseconds);

  async function next(wait: boolean): Promise<Entry | undefined> {
    if (isForgettingDue()) await stream.forgetGone(goneMilliseconds);
    if (!isTakeOverDue()) return stream.take(wait);
    const entry = await stream.takeOver(takeOverMilliseconds);
    if (!entry) return stream.take(wait);
    takenOver += 1;
    // Where one was left behind, others may have been.
    isTakeOverDue.again();
    return entry;
  }

  /** False where nothing came. Rejects where Redis failed. */
  async function step(wait: boolean): Promise<boolean> {
    const entry = await next(wait);
    if (!entry) return false;
    const batch = unpackBatch(entry.text, entry.addedAt);
    if (!batch) onMalformed();
    else if (!(await write(batch))) return false;
    await stream.done(entry);
    return true;
  }

  /** What could not be written is nobody's in particular, so that it holds up nothing else. */
  async function write(batch: Parameters<ClickWriter["write"]>[0]): Promise<boolean> {
    try {
      onWritten(await writer.write(batch, true));
      pause = awayMilliseconds;
      return true;
    } catch (error) {
      onError(error);
      await rest(pause);
      pause = Math.min(pause * 2, longestPauseMilliseconds);
      return false;
    }
  }

  const rest = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal: closing.signal }).catch(() => {});

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      if (!availability.isThere()) await rest(awayMilliseconds);
      else await step(true).catch(() => rest(awayMilliseconds));
    }
    const end = performance.now() + closingMilliseconds;
    while (availability.isThere() && performance.now() < end && (await step(false)));
    if (availability.isThere()) await stream.leave();
  }

  const ended = run().catch(() => {});
  return {
    takenOver: () => takenOver,
    close: () => {
      closing.abort();
      return ended;
    },
  };
}

/** True once in so long a time, and when it is due again. */
function every(milliseconds: number) {
  let last = Number.NEGATIVE_INFINITY;
  const isDue = () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
  return Object.assign(isDue, {
    again: () => {
      last = Number.NEGATIVE_INFINITY;
    },
  });
}
