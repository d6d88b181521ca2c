/** Maximum time per turn of the event loop. Requests that arrive meanwhile wait as long. */
const sliceMilliseconds = 5;

/** Runs work that blocks the event loop, or first waits for the next turn of the loop. */
export type RunInTimeSlice = <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

/**
 * Creates a time slicer. It runs work for 5 ms of one turn of the event loop, and then lets the loop
 * continue. Work runs in the order of its arrival.
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
      // Waits until the work is done.
      await undefined;
    }
  }

  return async (task) => {
    // Of several calls at once, each checks the time when the previous ones are done.
    await undefined;
    startSlice();
    if (isSpent() || waiting.size > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    return task();
  };
}
