import type { Logger } from "pino";
import type { RunningService } from "./start.ts";

const signals = ["SIGTERM", "SIGINT"] as const;

/** As long as the stop of a service may take; what runs it usually kills it after that. */
const longestStopMilliseconds = 9_500;

/**
 * Ends the process well: at the first signal when all is answered and written, at the second at once,
 * and with code 1 after an error that nobody caught.
 */
export function endWell(service: RunningService, log: Logger): void {
  let stopping = false;
  let exitCode = 0;

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.fatal("could not stop in time: what is still open or unwritten is lost");
      process.exit(1);
    }, longestStopMilliseconds);
    try {
      await service.stop();
      log.info("stopped");
    } catch (error) {
      log.fatal({ err: error }, "could not stop cleanly");
      exitCode = 1;
    }
    process.exit(exitCode);
  }

  function onSignal(signal: NodeJS.Signals): void {
    log.info(`${signal}: stopping`);
    // From here on a signal does what it does to any process.
    for (const name of signals) process.off(name, onSignal);
    void stop();
  }
  for (const signal of signals) process.on(signal, onSignal);

  // Also hears of rejections that nobody handled.
  process.on("uncaughtException", (error) => {
    // One fault can be followed by many others, which tell nothing new.
    if (exitCode === 0) log.fatal({ err: error }, "nobody caught this error: stopping");
    exitCode = 1;
    void stop();
  });
}
