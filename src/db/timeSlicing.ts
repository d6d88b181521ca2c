/** Of a turn of the event loop: what arrives meanwhile waits as long. */
const sliceMilliseconds = 5;

/** Does a piece of work that holds the event loop, or waits until the loop has gone on. */
export type RunInTimeSlice = <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

/**
 * Lets such pieces be done until they took 5 ms of one turn of the event loop, and then the loop go on.
 * They are done in the order in which they came.
 */
export function createTimeSlicer(): RunInTimeSlice {
  let startedAt: number | undefined;
  const waiting = new Set<() => void>();

  const isSpent = () =>
    startedAt !== undefined && performance.now() - startedAt > sliceMilliseconds;

  function startSlice(): void {
    if (startedAt !== undefined) return;
    startedAt = performance.now();
    setImmediate(startNextSlice);
  }

  async function startNextSlice(): Promise<void> {
    startedAt = undefined;
    for (const resume of waiting) {
      startSlice();
      if (isSpent()) return;
      waiting.delete(resume);
      resume();
      // Until it has done its work.
      await undefined;
    }
  }

  return async (task) => {
    // Of what is asked for at once, each looks at the time when those before it are done.
    await undefined;
    startSlice();
    if (isSpent() || waiting.size > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    return task();
  };
}
