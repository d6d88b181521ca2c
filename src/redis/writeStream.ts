import { setTimeout as delay } from "node:timers/promises";
import { maxBatchRows } from "../domain/clicks/batchSchemas.ts";
import type { BatchWriter } from "../domain/clicks/clickWriter.ts";
import type { LinkClicksEvent } from "../domain/clicks/writeClicks.ts";
import { hourMilliseconds } from "../time.ts";
import type { Availability } from "./availability.ts";
import type { ClickStream, Entry } from "./clickStream.ts";
import { groupEntries } from "./groupEntries.ts";

interface Surroundings {
  stream: ClickStream;
  /** Writes to the database. */
  writer: Pick<BatchWriter, "writeEncoded">;
  availability: Availability;
  /** Where it is seldom that something comes, it is looked for once a second. */
  isSeldom?: boolean;
  onWritten(clicks: LinkClicksEvent[]): void;
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
const goneMilliseconds = hourMilliseconds;
const forgetGoneEveryMilliseconds = 600_000;
const awayMilliseconds = 200;
const longestPauseMilliseconds = 2_000;
const closingMilliseconds = 2_000;
const seldomMilliseconds = 1_000;
/** Few enough to be written before they are taken over. */
const entriesAtMost = 8;

/**
 * Writes to the database what waits in the stream, until closed: several batches in one transaction,
 * which has no more clicks than the largest of them may have.
 */
export function writeStream(surroundings: Surroundings): StreamWriting {
  const { stream, writer, availability, isSeldom = false } = surroundings;
  const closing = new AbortController();
  let takenOver = 0;
  let pause = awayMilliseconds;
  // One after a failure, so that a batch which cannot be written keeps no others from it for long.
  let count = entriesAtMost;
  const isTakeOverDue = every(takeOverEveryMilliseconds);
  const isForgettingDue = every(forgetGoneEveryMilliseconds);

  async function next(wait: boolean): Promise<Entry[]> {
    if (isForgettingDue()) await stream.forgetGone(goneMilliseconds);
    if (!isTakeOverDue()) return stream.take(count, wait);
    const entries = await stream.takeOver(count, takeOverMilliseconds);
    if (entries.length === 0) return stream.take(count, wait);
    takenOver += entries.length;
    // Where one was left behind, others may have been.
    isTakeOverDue.again();
    return entries;
  }

  /** False where nothing came, or could be written. Rejects where Redis failed. */
  async function step(wait: boolean): Promise<boolean> {
    const entries = await next(wait);
    for (const group of groupEntries(entries, maxBatchRows)) {
      if (!(await write(group))) return false;
      await stream.done(group);
    }
    return entries.length > 0;
  }

  /** What could not be written is nobody's in particular, so that it holds up nothing else. */
  async function write(entries: Entry[]): Promise<boolean> {
    try {
      const { linkClicks, malformed } = await writer.writeEncoded(
        entries.map(({ text, addedAt }) => ({ text, addedAt })),
        true,
      );
      if (malformed > 0) surroundings.onMalformed();
      if (malformed < entries.length) surroundings.onWritten(linkClicks);
      pause = awayMilliseconds;
      count = Math.min(count * 2, entriesAtMost);
      return true;
    } catch (error) {
      surroundings.onError(error);
      count = 1;
      await rest(pause);
      pause = Math.min(pause * 2, longestPauseMilliseconds);
      return false;
    }
  }

  const rest = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal: closing.signal }).catch(() => {});

  async function turn(): Promise<void> {
    if (!isSeldom) await step(true);
    else if (!(await step(false))) await rest(seldomMilliseconds);
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      if (!availability.isThere()) await rest(awayMilliseconds);
      else await turn().catch(() => rest(awayMilliseconds));
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
