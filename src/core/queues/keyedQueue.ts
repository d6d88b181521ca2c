/** Runs the work when it is its turn among what has the same key. */
export type KeyedQueue = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

interface KeyState {
  running: number;
  waiting: (() => void)[];
}

/** Lets so much work with one key run at once, and the rest wait in the order in which it came. */
export function createKeyedQueue(concurrency: number): KeyedQueue {
  const queues = new Map<string, KeyState>();
  return async (key, task) => {
    const queue = queues.get(key) ?? { running: 0, waiting: [] };
    queues.set(key, queue);
    if (queue.running < concurrency) queue.running += 1;
    // Whoever ends hands over its place, so that nobody comes in between.
    else await new Promise<void>((resolve) => queue.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = queue.waiting.shift();
      if (next) next();
      else if (--queue.running === 0) queues.delete(key);
    }
  };
}
