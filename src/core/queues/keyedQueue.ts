/** Runs the task when it is its turn among the tasks with the same key. */
export type KeyedQueue = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

interface KeyState {
  running: number;
  waiting: (() => void)[];
}

/**
 * Creates a queue that runs up to `concurrency` tasks of one key at once. Other tasks wait in order
 * of arrival.
 */
export function createKeyedQueue(concurrency: number): KeyedQueue {
  const queues = new Map<string, KeyState>();
  return async (key, task) => {
    const queue = queues.get(key) ?? { running: 0, waiting: [] };
    queues.set(key, queue);
    if (queue.running < concurrency) queue.running += 1;
    // A task that ends hands over its place, so that no new task can take it.
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
