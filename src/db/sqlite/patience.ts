import { setTimeout as delay } from "node:timers/promises";

/** How long a statement tries again while another program or thread holds the database. */
const patienceMilliseconds = 5_000;
const longestPauseMilliseconds = 50;

type Patient = <Result>(act: () => Promise<Result>, isRead?: boolean) => Promise<Result>;

/**
 * Makes acts wait their turn for a database that is held, without holding up the event loop as
 * SQLite's own waiting would. In order, so that however many wait, only one of them keeps asking, and
 * none is overtaken by a later one. Reads pass: they seldom find the database held.
 */
export function createPatience(): Patient {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return async (act, isRead = false) => {
    const end = performance.now() + patienceMilliseconds;
    if (waiting === 0 || isRead) {
      try {
        return await act();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    }
    waiting += 1;
    const turn = last
      .then(() => askUntil(end, act))
      .finally(() => {
        waiting -= 1;
      });
    last = turn.catch(() => {});
    return turn;
  };
}

async function askUntil<Result>(end: number, act: () => Promise<Result>): Promise<Result> {
  for (let pause = 1; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
    }
    await delay(pause);
  }
}

/** Prisma's adapter calls it a timeout, which with no waiting of SQLite's own it is at once. */
function isBusy(error: unknown): boolean {
  return (error as { cause?: { kind?: unknown } } | null)?.cause?.kind === "SocketTimeout";
}
