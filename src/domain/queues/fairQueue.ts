/** Whose work it is, and how soon it is wanted. */
export interface Turn {
  /** Who shares one share of the turns, such as an account. */
  key: string;
  /** Work of a lower number goes first. 0 where absent. */
  priority?: number;
  /** Takes the work out of the queue where whoever asked for it is gone. */
  signal?: AbortSignal | undefined;
}

export interface FairQueueSettings {
  /** How much work runs at once. */
  atOnce: number;
  /** How much may wait, of one key and of all. */
  waitingOfKeyAtMost: number;
  waitingAtMost: number;
  /** The failure where a key has too much waiting. */
  refuseKey: () => Error;
  /** The failure where all have. */
  refuseAny: () => Error;
}

export interface FairQueue {
  /**
   * Runs the work when it is its turn. Rejects with what the work rejects with, with the failure of the
   * settings where too much waits, and with the reason of the signal where it aborts before the turn.
   */
  run<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result>;
  /** How much waits. */
  waiting(): number;
}

interface Waiting {
  begin: () => void;
}

interface Key {
  running: number;
  /** By priority, each in the order in which it came. */
  waiting: Map<number, Set<Waiting>>;
  count: number;
}

/**
 * So often in a row do the more urgent go first while the less urgent wait: these must not starve. The
 * turn that comes then is shared in the same way where several priorities are less urgent.
 */
const urgentInARow = 4;

/**
 * A queue in which keys take turns, however much each of them has waiting: of those that wait, the key
 * with the least running goes first, then the one whose last turn is longest ago. What one key has
 * waiting goes in the order in which it came.
 */
export function createFairQueue(settings: FairQueueSettings): FairQueue {
  /** In the order of their last turns. */
  const keys = new Map<string, Key>();
  let running = 0;
  let waiting = 0;
  /** How often in a row each priority went first, while less urgent work waited. */
  const inARow = new Map<number, number>();

  function enter(name: string): Key {
    const key = keys.get(name) ?? { running: 0, waiting: new Map(), count: 0 };
    keys.set(name, key);
    return key;
  }

  function leave(name: string, key: Key): void {
    if (key.running === 0 && key.count === 0) keys.delete(name);
  }

  function nextPriority(): number {
    const waitingPriorities = new Set<number>();
    for (const key of keys.values()) {
      for (const priority of key.waiting.keys()) waitingPriorities.add(priority);
    }
    const sorted = [...waitingPriorities].sort((one, other) => one - other);
    const last = sorted.pop() ?? 0;
    for (const priority of sorted) {
      const turns = inARow.get(priority) ?? 0;
      if (turns < urgentInARow) {
        inARow.set(priority, turns + 1);
        return priority;
      }
      inARow.delete(priority);
    }
    inARow.delete(last);
    return last;
  }

  /** Begins what is next in line, if anything waits. */
  function beginNext(): void {
    if (waiting === 0) return;
    const priority = nextPriority();
    let chosen: Key | undefined;
    for (const key of keys.values()) {
      if (!key.waiting.has(priority)) continue;
      if (!chosen || key.running < chosen.running) chosen = key;
      if (key.running === 0) break;
    }
    const [next] = chosen?.waiting.get(priority) ?? [];
    if (!chosen || !next) return;
    remove(chosen, priority, next);
    begin(chosen);
    next.begin();
  }

  function begin(key: Key): void {
    running += 1;
    key.running += 1;
  }

  function remove(key: Key, priority: number, entry: Waiting): boolean {
    const entries = key.waiting.get(priority);
    if (!entries?.delete(entry)) return false;
    if (entries.size === 0) key.waiting.delete(priority);
    key.count -= 1;
    waiting -= 1;
    return true;
  }

  function wait(name: string, key: Key, { priority = 0, signal }: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const abandon = () => {
        if (!remove(key, priority, entry)) return;
        leave(name, key);
        reject(signal?.reason);
      };
      const entry: Waiting = {
        begin: () => {
          signal?.removeEventListener("abort", abandon);
          resolve();
        },
      };
      const entries = key.waiting.get(priority) ?? new Set();
      key.waiting.set(priority, entries.add(entry));
      key.count += 1;
      waiting += 1;
      signal?.addEventListener("abort", abandon, { once: true });
    });
  }

  return {
    run: async (turn, work) => {
      turn.signal?.throwIfAborted();
      const { key: name } = turn;
      const key = enter(name);
      if (running < settings.atOnce && waiting === 0) begin(key);
      else if (key.count >= settings.waitingOfKeyAtMost) throw settings.refuseKey();
      else if (waiting >= settings.waitingAtMost) {
        leave(name, key);
        throw settings.refuseAny();
      } else await wait(name, key, turn);
      try {
        return await work();
      } finally {
        running -= 1;
        key.running -= 1;
        // Its next turn comes after those of all others.
        keys.delete(name);
        keys.set(name, key);
        beginNext();
        leave(name, key);
      }
    },
    waiting: () => waiting,
  };
}
