import type { Logger } from "pino";
import { flushLog } from "../logger.ts";

/** A service that can shut down gracefully. */
interface Stoppable {
  stop(drainUntil?: Promise<unknown>, graceMilliseconds?: number): Promise<void>;
}

/**
 * Timeout for stopping a service, without flushing its log. Process managers usually kill it after
 * ten seconds.
 */
const shutdownTimeoutMilliseconds = 9_400;

/**
 * During this time, responses still ask busy clients to close their connections. The shutdown does
 * not wait for idle clients.
 */
const gracePeriodMilliseconds = 1_000;

/** If npm started the service, one Ctrl-C arrives twice: from the terminal and from npm. */
const duplicateSignalWindowMilliseconds = 500;

const stopSignals = ["SIGTERM", "SIGINT"] as const;

/**
 * Exits at the first signal, for a process that has no data to lose yet. Returns a function that
 * removes the handlers.
 */
export function exitOnSignal(log: Logger): () => void {
  const exit = (signal: NodeJS.Signals) => {
    log.info(`${signal} received, shutting down.`);
    void flushLog().then(() => process.exit(0));
  };
  for (const signal of stopSignals) process.once(signal, exit);
  return () => {
    for (const signal of stopSignals) process.off(signal, exit);
  };
}

/**
 * Ignores `SIGHUP`, because a single process has no workers to replace. If the service was started
 * in a terminal, `SIGHUP` means that the terminal was closed, and stops the service.
 */
export function ignoreHangup(log: Logger): void {
  process.on("SIGHUP", () => {
    if (process.stdout.isTTY) process.kill(process.pid, "SIGTERM");
    else
      log.info(
        "SIGHUP ignored: there are no workers to restart. Restart the service to apply changed settings.",
      );
  });
}

/**
 * Shuts the process down: gracefully at the first signal, immediately at the second, and with code
 * 1 after an uncaught error. Returns a function that shuts down like the first signal, and passes
 * `drainUntil` to the service.
 */
export function installShutdownHandlers(
  services: Stoppable,
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
        log.fatal("Shutdown timed out. Open requests and unwritten clicks are lost.");
        void exit(1);
      }, shutdownTimeoutMilliseconds);
    if (drainUntil) void drainUntil.then(startTimeout);
    else startTimeout();
    try {
      await services.stop(drainUntil, gracePeriodMilliseconds);
      log.info("Stopped.");
    } catch (error) {
      log.fatal({ err: error }, "Shutdown failed.");
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
    log.info(`${signal} received, shutting down.`);
    // From now on, signals have their default effect, except for a duplicate of the first.
    for (const name of signals) if (name !== signal) process.off(name, onSignal);
    setTimeout(() => process.off(signal, onSignal), duplicateSignalWindowMilliseconds).unref();
    void stop();
  }
  for (const signal of signals) process.on(signal, onSignal);

  // Also receives unhandled rejections.
  process.on("uncaughtException", (error) => {
    // One fault can cause many others, which add no information.
    if (exitCode === 0) log.fatal({ err: error }, "Uncaught exception, shutting down.");
    exitCode = 1;
    void stop();
  });

  return (drainUntil) => void stop(drainUntil);
}
