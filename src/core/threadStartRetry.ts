import type { Piscina } from "piscina";

const retryDelayMilliseconds = 1_000;

/**
 * Lets a pool outlive threads that cannot start, as when no file can be opened: tasks that wait for
 * one would wait until the next task comes, so this one is sent a second later.
 */
export function retryFailedThreadStarts<Task, Result>(
  pool: Piscina<Task, Result>,
  task: Task,
): void {
  pool.on("error", () => {
    setTimeout(() => void pool.run(task).catch(() => {}), retryDelayMilliseconds).unref();
  });
}
