import { setImmediate as nextTurn } from "node:timers/promises";

/** Of a turn of the event loop: what arrives meanwhile waits as long. */
const budgetMilliseconds = 10;

/** Does a piece of work that holds the event loop, or waits until the loop has gone on. */
export type TurnBudget = <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

/** Lets such pieces be done until they took 10 ms of one turn of the event loop, and then the loop go on. */
export function createTurnBudget(): TurnBudget {
  let startedAt: number | undefined;

  return async (work) => {
    // Of what is asked for at once, each looks at the time when those before it are done.
    await undefined;
    while (startedAt !== undefined && performance.now() - startedAt > budgetMilliseconds) {
      await nextTurn();
    }
    if (startedAt === undefined) {
      startedAt = performance.now();
      setImmediate(() => {
        startedAt = undefined;
      });
    }
    return work();
  };
}
