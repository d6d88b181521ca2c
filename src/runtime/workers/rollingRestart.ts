import type { Logger } from "pino";
import type { Supervisor } from "./supervisor.ts";

/**
 * Replaces each worker with a new one. The new one listens before the old one drains, so new
 * connections are always accepted. Keeps the remaining workers if a new one does not start.
 */
async function replaceEach(supervisor: Supervisor, log: Logger): Promise<void> {
  for (const old of supervisor.workers()) {
    if (old.state !== "listening") continue;
    const replacement = supervisor.add();
    try {
      await replacement.listening;
    } catch {
      log.error(
        "Rolling restart failed: a new worker did not start. The remaining workers continue.",
      );
      return;
    }
    await old.drain(true);
  }
  log.info("Rolling restart finished.");
}

/** Creates a rolling restart that can be requested at any time. Only one runs at a time. */
export function createRollingRestart(supervisor: Supervisor, log: Logger): () => Promise<void> {
  let isRunning = false;
  let isPending = false;
  return async () => {
    log.info("SIGHUP received, starting a rolling restart.");
    isPending = true;
    if (isRunning) return;
    isRunning = true;
    while (isPending) {
      isPending = false;
      await replaceEach(supervisor, log);
    }
    isRunning = false;
  };
}
