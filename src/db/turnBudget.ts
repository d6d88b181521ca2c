/** Of a turn of the event loop: what arrives meanwhile waits as long. */
const budgetMilliseconds = 5;

/** Does a piece of work that holds the event loop, or waits until the loop has gone on. */
export type TurnBudget = <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

/**
 * Lets such pieces be done until they took 5 ms of one turn of the event loop, and then the loop go on.
 * They are done in the order in which they came.
 */
export function createTurnBudget(): TurnBudget {
  let startedAt: number | undefined;
  const waiting = new Set<() => void>();

  const isSpent = () =>
    startedAt !== undefined && performance.now() - startedAt > budgetMilliseconds;

  function begin(): void {
    if (startedAt !== undefined) return;
    startedAt = performance.now();
    setImmediate(beginNextTurn);
  }

  async function beginNextTurn(): Promise<void> {
    startedAt = undefined;
    for (const letGoOn of waiting) {
      begin();
      if (isSpent()) return;
      waiting.delete(letGoOn);
      letGoOn();
      // Until it has done its work.
      await undefined;
    }
  }

  return async (work) => {
    // Of what is asked for at once, each looks at the time when those before it are done.
    await undefined;
    begin();
    if (isSpent() || waiting.size > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    return work();
  };
}
