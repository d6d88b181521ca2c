/** The owner and the urgency of a task. */
export interface TaskOptions {
  /** Tasks with the same key, such as an account, share one share of the turns. */
  key: string;
  /** Tasks with a lower number run first. Default: 0. */
  priority?: number;
  /** Removes the task from the queue when the caller is gone. */
  signal?: AbortSignal | undefined;
}

export interface FairQueueOptions {
  /** Maximum number of running tasks. */
  concurrency: number;
  /** Maximum number of waiting tasks, for one key and in total. */
  maxWaitingPerKey: number;
  maxWaiting: number;
  /** Creates the error for a key with too many waiting tasks. */
  createKeyLimitError: () => Error;
  /** Creates the error for too many waiting tasks in total. */
  createOverloadError: () => Error;
}

export interface FairQueue {
  /**
   * Runs the task when it is its turn. Rejects with the error of the task, or with an error of the
   * options if too many tasks wait. Rejects with the reason of the signal if it aborts before the
   * turn.
   */
  run<Result>(options: TaskOptions, task: () => Promise<Result>): Promise<Result>;
  /** Returns the number of waiting tasks. */
  waitingCount(): number;
}

interface WaitingTask {
  start: () => void;
}

interface KeyState {
  running: number;
  /** By priority, each in order of arrival. */
  waiting: Map<number, Set<WaitingTask>>;
  waitingCount: number;
}

/**
 * Maximum number of consecutive turns of a more urgent priority while less urgent tasks wait. The
 * next turn goes to less urgent tasks, which must not starve. If several priorities are less
 * urgent, they share it by the same rule.
 */
const maxUrgentInARow = 4;

/**
 * Creates a queue in which keys take turns, however many tasks each of them has waiting. The key
 * with the fewest running tasks goes first, then the key with the oldest last turn. Tasks with the
 * same key run in order of arrival.
 */
export function createFairQueue(queueOptions: FairQueueOptions): FairQueue {
  /** In the order of their last turns. */
  const keys = new Map<string, KeyState>();
  let running = 0;
  let waiting = 0;
  /** Number of consecutive turns of each priority while less urgent tasks waited. */
  const consecutiveRuns = new Map<number, number>();

  function getOrCreateKey(name: string): KeyState {
    const key = keys.get(name) ?? { running: 0, waiting: new Map(), waitingCount: 0 };
    keys.set(name, key);
    return key;
  }

  function removeIfIdle(name: string, key: KeyState): void {
    if (key.running === 0 && key.waitingCount === 0) keys.delete(name);
  }

  function nextPriority(): number {
    const waitingPriorities = new Set<number>();
    for (const key of keys.values()) {
      for (const priority of key.waiting.keys()) waitingPriorities.add(priority);
    }
    const sorted = [...waitingPriorities].sort((a, b) => a - b);
    const last = sorted.pop() ?? 0;
    for (const priority of sorted) {
      const runs = consecutiveRuns.get(priority) ?? 0;
      if (runs < maxUrgentInARow) {
        consecutiveRuns.set(priority, runs + 1);
        return priority;
      }
      consecutiveRuns.delete(priority);
    }
    consecutiveRuns.delete(last);
    return last;
  }

  /** Starts the next task, if any is waiting. */
  function startNext(): void {
    if (waiting === 0) return;
    const priority = nextPriority();
    let chosen: KeyState | undefined;
    for (const key of keys.values()) {
      if (!key.waiting.has(priority)) continue;
      if (!chosen || key.running < chosen.running) chosen = key;
      if (key.running === 0) break;
    }
    const [next] = chosen?.waiting.get(priority) ?? [];
    if (!chosen || !next) return;
    remove(chosen, priority, next);
    markRunning(chosen);
    next.start();
  }

  function markRunning(key: KeyState): void {
    running += 1;
    key.running += 1;
  }

  function remove(key: KeyState, priority: number, entry: WaitingTask): boolean {
    const entries = key.waiting.get(priority);
    if (!entries?.delete(entry)) return false;
    if (entries.size === 0) key.waiting.delete(priority);
    key.waitingCount -= 1;
    waiting -= 1;
    return true;
  }

  function waitForTurn(
    name: string,
    key: KeyState,
    { priority = 0, signal }: TaskOptions,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const abandon = () => {
        if (!remove(key, priority, entry)) return;
        removeIfIdle(name, key);
        reject(signal?.reason);
      };
      const entry: WaitingTask = {
        start: () => {
          signal?.removeEventListener("abort", abandon);
          resolve();
        },
      };
      const entries = key.waiting.get(priority) ?? new Set();
      key.waiting.set(priority, entries.add(entry));
      key.waitingCount += 1;
      waiting += 1;
      signal?.addEventListener("abort", abandon, { once: true });
    });
  }

  return {
    run: async (options, task) => {
      options.signal?.throwIfAborted();
      const { key: name } = options;
      const key = getOrCreateKey(name);
      if (running < queueOptions.concurrency && waiting === 0) markRunning(key);
      else if (key.waitingCount >= queueOptions.maxWaitingPerKey)
        throw queueOptions.createKeyLimitError();
      else if (waiting >= queueOptions.maxWaiting) {
        removeIfIdle(name, key);
        throw queueOptions.createOverloadError();
      } else await waitForTurn(name, key, options);
      try {
        return await task();
      } finally {
        running -= 1;
        key.running -= 1;
        // Its next turn comes after those of all other keys.
        keys.delete(name);
        keys.set(name, key);
        startNext();
        removeIfIdle(name, key);
      }
    },
    waitingCount: () => waiting,
  };
}
