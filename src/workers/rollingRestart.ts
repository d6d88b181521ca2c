import type { Logger } from "pino";
import type { Supervision } from "./supervision.ts";

/**
 * Replaces each worker by a new one, which listens before the old one drains, so that somebody
 * always takes new connections. Leaves the rest alone where a new one does not start.
 */
async function replaceEach(supervision: Supervision, log: Logger): Promise<void> {
  for (const old of supervision.workers()) {
    if (old.state !== "listening") continue;
    const fresh = supervision.add();
    try {
      await fresh.listening;
    } catch {
      log.error("SIGHUP: a new worker did not start. Those that run go on.");
      return;
    }
    await old.drain(true);
  }
  log.info("SIGHUP: all workers are new");
}

/** Makes a rolling restart that can be asked for at any time, and happens once at a time. */
export function createRollingRestart(supervision: Supervision, log: Logger): () => Promise<void> {
  let isRunning = false;
  let again = false;
  return async () => {
    log.info("SIGHUP: replacing the workers one after another");
    again = true;
    if (isRunning) return;
    isRunning = true;
    while (again) {
      again = false;
      await replaceEach(supervision, log);
    }
    isRunning = false;
  };
}
