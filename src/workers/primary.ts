import type { Logger } from "pino";
import { alone } from "../alone.ts";
import type { Config } from "../config/config.ts";
import { openStorage } from "../db/openStorage.ts";
import { decodeVisitBatch } from "../domain/clicks/encodedVisitBatch.ts";
import { bridgeEvents } from "../domain/eventBridge.ts";
import { createEvents } from "../domain/events.ts";
import { openWhenThere } from "../openWhenThere.ts";
import { processMetrics } from "../operation/metrics.ts";
import { createLivenessWatch } from "./liveness.ts";
import { createNewsHub } from "./newsHub.ts";
import { createRollingRestart } from "./rollingRestart.ts";
import { createSharedCounters } from "./sharedCounters.ts";
import { createSharedMetrics } from "./sharedMetrics.ts";
import { type Supervision, superviseWorkers } from "./supervision.ts";
import { type Answers, launchWorker, type WorkerProcess } from "./workerProcess.ts";

/** Workers that answer, and the process that keeps them. */
export interface RunningPrimary {
  /** Lets all workers end what they have begun, writes what they have counted, lets everything go. */
  stop(): Promise<void>;
}

/**
 * Starts the workers, and does what one process does for all: applies the migrations before any of
 * them starts, writes clicks, counts what limits count, passes news on, removes what is old. Answers
 * when they listen. At `SIGHUP` it replaces them one after another. Opens no port itself, but while the
 * database is awaited.
 */
export async function start(config: Config, log: Logger): Promise<RunningPrimary> {
  // Until there are workers there is nothing to replace.
  let replaceAll = async () => {};
  process.on("SIGHUP", () => void replaceAll());
  const { storage, freePort } = await openWhenThere(() => openStorage(config.storage), config, log);
  const events = createEvents();
  const createSurroundings = alone(config, log);
  const { writer, createCounter, close } = await createSurroundings({ ...storage, events }).catch(
    async (error) => {
      freePort();
      await storage.close();
      throw error;
    },
  );
  const counters = createSharedCounters(createCounter);
  const ownMetrics = processMetrics();
  const metrics = createSharedMetrics(ownMetrics);
  const watchLiveness = createLivenessWatch(log, ownMetrics);
  const workers = (): WorkerProcess[] => supervision?.workers() ?? [];
  const hub = createNewsHub(workers);
  bridgeEvents(events, hub.relay);

  const answersTo = (worker: WorkerProcess): Answers => ({
    ...counters,
    write: (batch) => writer.write(decodeVisitBatch(batch), hub.isWatched()),
    describe: (batch, condensed) => writer.enrich(decodeVisitBatch(batch), condensed),
    writePacked: (batches) => writer.writeEncoded(batches, hub.isWatched()),
    gatherMetrics: () => metrics.gather(workers()),
    happened: (news) => hub.pass(news, worker),
    watched: (isWatched) => hub.noteWatched(worker, isWatched),
    lastMetrics: (values) => metrics.note(worker, values),
  });
  const launch = (): WorkerProcess => {
    const worker = launchWorker(answersTo);
    watchLiveness(worker);
    void worker.ended.then(() => {
      hub.forget(worker);
      metrics.forget(worker);
    });
    return worker;
  };

  let supervision: Supervision | undefined;
  const release = async () => {
    await close();
    await storage.close();
  };
  freePort();
  supervision = superviseWorkers(config.workers, launch, log);
  try {
    await supervision.ready;
  } catch (error) {
    await release();
    throw error;
  }
  replaceAll = createRollingRestart(supervision, log);
  return { stop: () => supervision.stop().finally(release) };
}
