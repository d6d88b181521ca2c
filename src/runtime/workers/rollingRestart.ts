import type { Logger } from "pino";
import type { Supervisor } from "./supervisor.ts";

/**
 * Replaces each worker by a new one, which listens before the old one drains, so that somebody
 * always takes new connections. Leaves the rest alone where a new one does not start.
 */
async function replaceEach(supervisor: Supervisor, log: Logger): Promise<void> {
  for (const old of supervisor.workers()) {
    if (old.state !== "listening") continue;
    const replacement = supervisor.add();
    try {
      await replacement.listening;
    } catch {
      log.error("SIGHUP: a new worker did not start. Those that run go on.");
      return;
    }
    await old.drain(true);
  }
  log.info("SIGHUP: all workers are new");
}

/** Makes a rolling restart that can be asked for at any time, and happens once at a time. */
export function createRollingRestart(supervisor: Supervisor, log: Logger): () => Promise<void> {
  let isRunning = false;
  let isPending = false;
  return async () => {
    log.info("SIGHUP: replacing the workers one after another");
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
