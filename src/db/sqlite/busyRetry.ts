import { setTimeout as delay } from "node:timers/promises";

/** How long a statement is retried while another program or thread holds the database. */
const retryTimeoutMilliseconds = 5_000;
const maxPauseMilliseconds = 50;

type RetryOnBusy = <Result>(run: () => Promise<Result>, isRead?: boolean) => Promise<Result>;

/**
 * Creates a function that retries calls while the database is locked. Unlike SQLite's own wait, it does
 * not block the event loop. Calls run in order: only one of them retries at a time, and a later call
 * never overtakes it. Reads skip the queue, because they rarely find the database locked.
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

/**
 * Returns true if the database is locked. Prisma's adapter reports a timeout, which occurs at once
 * because SQLite's own wait is off.
 */
function isBusy(error: unknown): boolean {
  return (error as { cause?: { kind?: unknown } } | null)?.cause?.kind === "SocketTimeout";
}
