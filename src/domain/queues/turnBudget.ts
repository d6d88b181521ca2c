import { setImmediate as nextTurn } from "node:timers/promises";

/** Of a turn of the event loop: what arrives meanwhile waits as long. */
const budgetMilliseconds = 10;

/**
 * Answers a function to be awaited between pieces of work that hold the event loop: once those of one
 * turn took 10 ms, it lets the loop go on first.
 */
export function createTurnBudget(): () => Promise<void> {
  let startedAt: number | undefined;

  return async () => {
    while (startedAt !== undefined && performance.now() - startedAt > budgetMilliseconds) {
      await nextTurn();
    }
    if (startedAt !== undefined) return;
    startedAt = performance.now();
    setImmediate(() => {
      startedAt = undefined;
    });
  };
}
