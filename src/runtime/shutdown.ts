import type { Logger } from "pino";
import { flushLog } from "../logger.ts";

/** What is stopped in an orderly way. */
interface Stoppable {
  stop(drainUntil?: Promise<unknown>, graceMilliseconds?: number): Promise<void>;
}

/**
 * As long as the stop of a service may take, without the last lines of its log; what runs it usually
 * kills it after ten seconds.
 */
const shutdownTimeoutMilliseconds = 9_400;

/** For so long busy clients are answered still, and asked to leave. Nobody is waited for who is idle. */
const gracePeriodMilliseconds = 1_000;

/** Of one Ctrl-C the service hears twice where npm started it: from the terminal, and from npm. */
const duplicateSignalWindowMilliseconds = 500;

const stopSignals = ["SIGTERM", "SIGINT"] as const;

/** Ends a process that has nothing to lose yet, at the first signal. The answer takes that back. */
export function exitOnSignal(log: Logger): () => void {
  const exit = (signal: NodeJS.Signals) => {
    log.info(`${signal}: stopping`);
    void flushLog().then(() => process.exit(0));
  };
  for (const signal of stopSignals) process.once(signal, exit);
  return () => {
    for (const signal of stopSignals) process.off(signal, exit);
  };
}

/**
 * Lets `SIGHUP` end nothing: a single process has no worker to replace. Begun from a terminal it does
 * end the service well, since the terminal was closed.
 */
export function ignoreHangup(log: Logger): void {
  process.on("SIGHUP", () => {
    if (process.stdout.isTTY) process.kill(process.pid, "SIGTERM");
    else log.info("SIGHUP: nothing to replace with one process. A restart reads settings again.");
  });
}

/**
 * Ends the process well: at the first signal when all is answered and written, at the second at once,
 * and with code 1 after an error that nobody caught. The answer ends it as the first signal does, and
 * hands on what the service shall be patient for.
 */
export function installShutdownHandlers(
  service: Stoppable,
  log: Logger,
  signals: readonly NodeJS.Signals[] = stopSignals,
): (drainUntil?: Promise<unknown>) => void {
  let isStopping = false;
  let exitCode = 0;
  let firstSignal: NodeJS.Signals | undefined;

  async function stop(drainUntil?: Promise<unknown>): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    const startTimeout = () =>
      setTimeout(() => {
        log.fatal("could not stop in time: what is still open or unwritten is lost");
        void exit(1);
      }, shutdownTimeoutMilliseconds);
    if (drainUntil) void drainUntil.then(startTimeout);
    else startTimeout();
    try {
      await service.stop(drainUntil, gracePeriodMilliseconds);
      log.info("stopped");
    } catch (error) {
      log.fatal({ err: error }, "could not stop cleanly");
      exitCode = 1;
    }
    await exit(exitCode);
  }

  async function exit(code: number): Promise<void> {
    await flushLog();
    process.exit(code);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (signal === firstSignal) return;
    firstSignal = signal;
    log.info(`${signal}: stopping`);
    // From here on a signal does what it does to any process, but for an echo of the first.
    for (const name of signals) if (name !== signal) process.off(name, onSignal);
    setTimeout(() => process.off(signal, onSignal), duplicateSignalWindowMilliseconds).unref();
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

  return (drainUntil) => void stop(drainUntil);
}
