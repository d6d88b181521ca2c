/** Whose work it is, and how soon it is wanted. */
export interface TaskOptions {
  /** Who shares one share of the turns, such as an account. */
  key: string;
  /** Work of a lower number goes first. 0 where absent. */
  priority?: number;
  /** Takes the work out of the queue where whoever asked for it is gone. */
  signal?: AbortSignal | undefined;
}

export interface FairQueueOptions {
  /** How much work runs at once. */
  concurrency: number;
  /** How much may wait, of one key and of all. */
  maxWaitingPerKey: number;
  maxWaiting: number;
  /** The failure where a key has too much waiting. */
  createKeyLimitError: () => Error;
  /** The failure where all have. */
  createOverloadError: () => Error;
}

export interface FairQueue {
  /**
   * Runs the work when it is its turn. Rejects with what the work rejects with, with the failure of the
   * settings where too much waits, and with the reason of the signal where it aborts before the turn.
   */
  run<Result>(options: TaskOptions, task: () => Promise<Result>): Promise<Result>;
  /** How much waits. */
  waitingCount(): number;
}

interface WaitingTask {
  start: () => void;
}

interface KeyState {
  running: number;
  /** By priority, each in the order in which it came. */
  waiting: Map<number, Set<WaitingTask>>;
  waitingCount: number;
}

/**
 * So often in a row do the more urgent go first while the less urgent wait: these must not starve. The
 * turn that comes then is shared in the same way where several priorities are less urgent.
 */
const maxUrgentInARow = 4;

/**
 * A queue in which keys take turns, however much each of them has waiting: of those that wait, the key
 * with the least running goes first, then the one whose last turn is longest ago. What one key has
 * waiting goes in the order in which it came.
 */
export function createFairQueue(queueOptions: FairQueueOptions): FairQueue {
  /** In the order of their last turns. */
  const keys = new Map<string, KeyState>();
  let running = 0;
  let waiting = 0;
  /** How often in a row each priority went first, while less urgent work waited. */
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

  /** Begins what is next in line, if anything waits. */
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
        // Its next turn comes after those of all others.
        keys.delete(name);
        keys.set(name, key);
        startNext();
        removeIfIdle(name, key);
      }
    },
    waitingCount: () => waiting,
  };
}
