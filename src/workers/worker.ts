import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";
import { inheritedConfig } from "../config/config.ts";
import type { SharedEvent } from "../domain/eventBridge.ts";
import { explainFailedStart } from "../failedStart.ts";
import { endWell } from "../lifetime.ts";
import { createLogger, flushLog } from "../logger.ts";
import { type RunningService, start } from "../start.ts";
import { createChannel, type Line } from "./channel.ts";
import type { PrimarySide, WorkerSide } from "./messages.ts";
import { throughPrimary } from "./throughPrimary.ts";

/** For so long clients keep the connection to a worker that is replaced, and are asked to leave it. */
const patienceMilliseconds = 2_000;

/**
 * Runs the service as one of several workers, until the primary lets it end. If the primary dies, Node
 * ends the process at once: there is nobody left to write its clicks.
 */
export async function runWorker(): Promise<void> {
  // A terminal sends its signals to all processes. The primary decides what they mean.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  let running: RunningService | undefined;
  let hear: (news: SharedEvent) => void = () => {};
  let end: (patience?: Promise<unknown>) => void = () => {};
  const hurry = new AbortController();

  const primary = createChannel<WorkerSide, PrimarySide>(lineToPrimary, {
    readMetrics: async () => (await running?.metrics.getMetricsAsJSON()) ?? [],
    isAlive: async () => true,
    happened: (news) => hear(news),
    drain: (patiently) => {
      if (!patiently) hurry.abort();
      const { signal } = hurry;
      end(delay(patienceMilliseconds, undefined, { signal }).catch(() => {}));
    },
  });

  try {
    const config = inheritedConfig();
    const log = createLogger(config.logLevel).child({ worker: cluster.worker?.id });
    const setHear = (listener: typeof hear) => {
      hear = listener;
    };
    const surround = throughPrimary(primary, setHear, config.redis === undefined);
    const service = await start(config, log, {}, surround);
    running = service;
    const stop: RunningService["stop"] = async (...when) => {
      await service.stop(...when);
      await primary.tell("lastMetrics", await service.metrics.getMetricsAsJSON());
    };
    end = endWell({ stop }, log, []);
  } catch (error) {
    const sentence = explainFailedStart(error);
    const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await primary.tell("failed", { ...(sentence !== undefined && { sentence }), story });
    await flushLog();
    process.exit(1);
  }
}

const lineToPrimary: Line = {
  send: (message) =>
    new Promise((resolve) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
      else resolve();
    }),
  onMessage: (listener) => void process.on("message", listener),
};
