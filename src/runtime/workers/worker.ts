import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";
import { readInheritedConfig } from "../../config/config.ts";
import type { SharedEvent } from "../../core/events/eventBridge.ts";
import { createLogger, flushLog } from "../../logger.ts";
import { installShutdownHandlers } from "../shutdown.ts";
import { type RunningService, startService } from "../startService.ts";
import { describeStartupError } from "../startupErrors.ts";
import { createPrimaryCoordinator } from "./primaryCoordinator.ts";
import { createRpcChannel, type Transport } from "./rpcChannel.ts";
import type { PrimaryApi, WorkerApi } from "./rpcInterfaces.ts";

/**
 * Time for which clients of a worker that is being replaced keep their connections, and are asked
 * to close them.
 */
const drainMilliseconds = 2_000;

/**
 * Runs the service as one of several workers, until the primary stops it. If the primary dies, Node
 * ends the process immediately, because no process could write its clicks.
 */
export async function runWorker(): Promise<void> {
  // A terminal sends its signals to all processes. The primary handles them.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  let running: RunningService | undefined;
  let onEvent: (event: SharedEvent) => void = () => {};
  let shutDown: (drainUntil?: Promise<unknown>) => void = () => {};
  const forceDrain = new AbortController();

  const primary = createRpcChannel<WorkerApi, PrimaryApi>(primaryTransport, {
    readMetrics: async () => (await running?.metrics.getMetricsAsJSON()) ?? [],
    isAlive: async () => true,
    eventOccurred: (event) => onEvent(event),
    drain: (gracefully) => {
      if (!gracefully) forceDrain.abort();
      const { signal } = forceDrain;
      shutDown(delay(drainMilliseconds, undefined, { signal }).catch(() => {}));
    },
  });

  try {
    const config = readInheritedConfig();
    const log = createLogger(config.logLevel).child({ worker: cluster.worker?.id });
    const subscribe = (listener: typeof onEvent) => {
      onEvent = listener;
    };
    const createCoordinator = createPrimaryCoordinator(
      primary,
      subscribe,
      config.redis === undefined,
    );
    const services = await startService(config, log, {}, createCoordinator);
    running = services;
    const stop: RunningService["stop"] = async (...when) => {
      await services.stop(...when);
      await primary.notify("lastMetrics", await services.metrics.getMetricsAsJSON());
    };
    shutDown = installShutdownHandlers({ stop }, log, []);
  } catch (error) {
    const message = describeStartupError(error);
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await primary.notify("startupFailed", { ...(message !== undefined && { message }), stack });
    await flushLog();
    process.exit(1);
  }
}

const primaryTransport: Transport = {
  send: (message) =>
    new Promise((resolve) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
      else resolve();
    }),
  onMessage: (listener) => void process.on("message", listener),
};
