import { setTimeout as delay } from "node:timers/promises";

/** How long a statement tries again while another program or thread holds the database. */
const retryTimeoutMilliseconds = 5_000;
const maxPauseMilliseconds = 50;

type RetryOnBusy = <Result>(run: () => Promise<Result>, isRead?: boolean) => Promise<Result>;

/**
 * Makes acts wait their turn for a database that is held, without holding up the event loop as
 * SQLite's own waiting would. In order, so that however many wait, only one of them keeps asking, and
 * none is overtaken by a later one. Reads pass: they seldom find the database held.
 */
export function createBusyRetry(): RetryOnBusy {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return async (run, isRead = false) => {
    const deadline = performance.now() + retryTimeoutMilliseconds;
    if (waiting === 0 || isRead) {
      try {
        return await run();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    }
    waiting += 1;
    const attempt = tail
      .then(() => retryUntil(deadline, run))
      .finally(() => {
        waiting -= 1;
      });
    tail = attempt.catch(() => {});
    return attempt;
  };
}

async function retryUntil<Result>(deadline: number, run: () => Promise<Result>): Promise<Result> {
  for (let pause = 1; ; pause = Math.min(pause * 2, maxPauseMilliseconds)) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await delay(pause);
  }
}

/** Prisma's adapter calls it a timeout, which with no waiting of SQLite's own it is at once. */
function isBusy(error: unknown): boolean {
  return (error as { cause?: { kind?: unknown } } | null)?.cause?.kind === "SocketTimeout";
}
