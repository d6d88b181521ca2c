import type { Piscina } from "piscina";

const retryDelayMilliseconds = 1_000;

/**
 * Keeps a pool working after a thread has failed to start, for example because no file can be
 * opened. Waiting tasks would wait until the next task arrives. So the given task is sent one
 * second later.
 */
export function retryFailedThreadStarts<Task, Result>(
  pool: Piscina<Task, Result>,
  task: Task,
): void {
  pool.on("error", () => {
    setTimeout(() => void pool.run(task).catch(() => {}), retryDelayMilliseconds).unref();
  });
}
