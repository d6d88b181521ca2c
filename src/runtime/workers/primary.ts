import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import { decodeVisitBatch } from "../../core/clicks/encodedVisitBatch.ts";
import { bridgeEvents } from "../../core/events/eventBridge.ts";
import { createEvents } from "../../core/events/events.ts";
import { openStorage } from "../../db/openStorage.ts";
import { processMetrics } from "../../observability/metrics.ts";
import { createLocalCoordinator } from "../localCoordinator.ts";
import { waitForDatabase } from "../waitForDatabase.ts";
import { createEventHub } from "./eventHub.ts";
import { createLivenessMonitor } from "./liveness.ts";
import { createPrimaryRateLimiters } from "./primaryRateLimiters.ts";
import { createRollingRestart } from "./rollingRestart.ts";
import { createSharedMetrics } from "./sharedMetrics.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";
import { type PrimaryHandlers, spawnWorker, type WorkerProcess } from "./workerProcess.ts";

/** A running set of workers and the primary process that manages them. */
export interface PrimaryHandle {
  /** Drains all workers, writes all clicks, and releases all resources. */
  stop(): Promise<void>;
}

/**
 * Starts the workers and runs the tasks that one process does for all. The primary applies
 * migrations before any worker starts. It writes clicks, counts rate limits, distributes events and
 * purges old data. Resolves when the workers listen. Replaces them one after another at `SIGHUP`.
 * Opens no port itself, except while it waits for the database.
 */
export async function startPrimary(config: Config, log: Logger): Promise<PrimaryHandle> {
  // Without workers there is nothing to replace.
  let restartAll = async () => {};
  process.on("SIGHUP", () => void restartAll());
  const { storage, releasePort } = await waitForDatabase(
    () => openStorage(config.storage),
    config,
    log,
  );
  const events = createEvents();
  const createCoordinator = createLocalCoordinator(config, log);
  const { writer, createRateLimiter, close } = await createCoordinator({
    ...storage,
    events,
  }).catch(async (error) => {
    releasePort();
    await storage.close();
    throw error;
  });
  const rateLimiters = createPrimaryRateLimiters(createRateLimiter);
  const primaryRegistry = processMetrics();
  const metrics = createSharedMetrics(primaryRegistry);
  const monitorLiveness = createLivenessMonitor(log, primaryRegistry);
  const workers = (): WorkerProcess[] => supervisor?.workers() ?? [];
  const hub = createEventHub(workers);
  bridgeEvents(events, hub.transport);

  const createHandlers = (worker: WorkerProcess): PrimaryHandlers => ({
    ...rateLimiters,
    write: (batch) => writer.write(decodeVisitBatch(batch), hub.hasSubscribers()),
    describe: (batch, condensed) => writer.enrich(decodeVisitBatch(batch), condensed),
    writePacked: (batches) => writer.writeEncoded(batches, hub.hasSubscribers()),
    gatherMetrics: () => metrics.gather(workers()),
    eventOccurred: (event) => hub.broadcast(event, worker),
    subscriptionsChanged: (isSubscribed) => hub.setSubscribed(worker, isSubscribed),
    lastMetrics: (values) => metrics.record(worker, values),
  });
  const spawn = (): WorkerProcess => {
    const worker = spawnWorker(createHandlers);
    monitorLiveness(worker);
    void worker.ended.then(() => {
      hub.removeWorker(worker);
      metrics.retire(worker);
    });
    return worker;
  };

  let supervisor: Supervisor | undefined;
  const release = async () => {
    await close();
    await storage.close();
  };
  releasePort();
  supervisor = createSupervisor(config.workers, spawn, log);
  try {
    await supervisor.ready;
  } catch (error) {
    await release();
    throw error;
  }
  restartAll = createRollingRestart(supervisor, log);
  return { stop: () => supervisor.stop().finally(release) };
}
