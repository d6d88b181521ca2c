import { write } from "node:fs";

/** Maximum size of the queue. Lines that do not fit are dropped. */
const maxQueuedCharacters = 256 * 1024;
/** POSIX: a write to a pipe of up to this size is atomic, even if other processes write to it. */
const atomicCharacters = 4_096;
const retryMilliseconds = 1_000;
/** Pause before the next try if the reader is slow. */
const pauseMilliseconds = 20;
const flushMilliseconds = 300;
const lineFeed = 0x0a;

/** Destination of a log. It never blocks or throws, even if writing fails. */
export interface LogDestination {
  write(line: string): void;
  /** Calls back when all is written, when writing fails, or after a third of a second. */
  flush(done: () => void): void;
  /** Number of lines dropped since the start. */
  linesLost(): number;
  /**
   * Registers a listener for the recovery. It receives the number of dropped lines and the reason.
   */
  onRestored(listener: (linesLost: number, reason: string) => void): void;
}

/**
 * Creates a log destination for a file, pipe, socket or terminal. Lines that cannot be written are
 * kept while there is room, and retried. `setNonblocking` is called before each write.
 */
export function createLogDestination(
  descriptor: number,
  setNonblocking: () => void = () => {},
): LogDestination {
  const queue: string[] = [];
  let queuedCharacters = 0;
  let chunk: Buffer | undefined;
  /** Number of bytes of the chunk that are written. */
  let offset = 0;
  let isWriting = false;
  let retry: NodeJS.Timeout | undefined;
  let linesLost = 0;
  let lostSinceRestored = 0;
  let failureReason: string | undefined;
  let restoredListener: Parameters<LogDestination["onRestored"]>[0] = () => {};
  const flushes = new Set<() => void>();

  function writeNext(): void {
    if (isWriting) return;
    clearTimeout(retry);
    retry = undefined;
    chunk ??= nextChunk();
    if (!chunk) {
      completeFlushes();
      return;
    }
    isWriting = true;
    setNonblocking();
    write(descriptor, chunk, offset, chunk.length - offset, null, (error, written) => {
      isWriting = false;
      if (error) onFailed(error);
      else onWritten(written);
    });
  }

  function nextChunk(): Buffer | undefined {
    let lines = 0;
    let characters = 0;
    for (const line of queue) {
      if (lines > 0 && characters + line.length > atomicCharacters) break;
      lines += 1;
      characters += line.length;
    }
    if (lines === 0) return undefined;
    queuedCharacters -= characters;
    offset = 0;
    return Buffer.from(queue.splice(0, lines).join(""));
  }

  function onWritten(written: number): void {
    offset += written;
    if (chunk && offset >= chunk.length) chunk = undefined;
    if (failureReason !== undefined && queuedCharacters <= maxQueuedCharacters / 2)
      notifyRestored();
    writeNext();
  }

  function onFailed(error: NodeJS.ErrnoException): void {
    if (error.code === "EAGAIN") {
      scheduleRetry(pauseMilliseconds);
      return;
    }
    failureReason ??= error.message;
    restartLine();
    completeFlushes();
    scheduleRetry(retryMilliseconds);
  }

  /**
   * Writes an interrupted line again from its start, because another process may have written to
   * the log meanwhile.
   */
  function restartLine(): void {
    if (!chunk || offset === 0) return;
    const lineStart = chunk.lastIndexOf(lineFeed, offset - 1) + 1;
    const rest = chunk.subarray(lineStart);
    chunk = lineStart < offset ? Buffer.concat([Buffer.from("\n"), rest]) : rest;
    offset = 0;
  }

  function scheduleRetry(milliseconds: number): void {
    retry = setTimeout(writeNext, milliseconds).unref();
  }

  function notifyRestored(): void {
    const [lost, reason] = [lostSinceRestored, failureReason ?? ""];
    lostSinceRestored = 0;
    failureReason = undefined;
    restoredListener(lost, reason);
  }

  function completeFlushes(): void {
    for (const end of flushes) end();
  }

  return {
    write: (line) => {
      if (queuedCharacters + line.length > maxQueuedCharacters) {
        linesLost += 1;
        lostSinceRestored += 1;
        failureReason ??= "the log reader is too slow or has stopped";
        return;
      }
      queue.push(line);
      queuedCharacters += line.length;
      if (!retry) writeNext();
    },
    flush: (done) => {
      const end = () => {
        clearTimeout(limit);
        if (flushes.delete(end)) done();
      };
      const limit = setTimeout(end, flushMilliseconds);
      flushes.add(end);
      writeNext();
    },
    linesLost: () => linesLost,
    onRestored: (listener) => {
      restoredListener = listener;
    },
  };
}
