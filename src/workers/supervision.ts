import type { Logger } from "pino";
import { WorkersCannotStartError } from "../failedStart.ts";
import type { WorkerEnd, WorkerProcess } from "./workerProcess.ts";

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 30_000;
/** Who lived so long did not end because of how it started. */
const goodLifeMilliseconds = 10_000;
/** So often nobody gets to listen before that is taken for hopeless. */
const failedRoundsAtMost = 5;

/** Keeps so many workers running. */
export interface Supervision {
  /** All that run, those that start or drain included. */
  workers(): WorkerProcess[];
  /** Fulfilled when they listen. Rejects with a WorkersCannotStartError where none ever will. */
  ready: Promise<void>;
  /** Starts one more than there should be, to take the place of another. */
  add(): WorkerProcess;
  /** Drains all, and starts none any more. Rejects where one could not end well. */
  stop(): Promise<void>;
}

/** Starts `count` workers, and for each that ends another: later each time if they end soon. */
export function superviseWorkers(
  count: number,
  launch: () => WorkerProcess,
  log: Logger,
): Supervision {
  const workers = new Set<WorkerProcess>();
  const { promise: ready, resolve, reject } = promiseWithResolvers();
  let failedRounds = 0;
  let hasListened = false;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const inState = (state: WorkerProcess["state"]) =>
    [...workers].filter((worker) => worker.state === state);

  function add(): WorkerProcess {
    const worker = launch();
    workers.add(worker);
    void worker.listening.then(
      () => noteListening(worker),
      () => {},
    );
    void worker.ended.then((end) => noteEnd(worker, end));
    return worker;
  }

  function fill(): void {
    timer = undefined;
    while (workers.size - inState("draining").length < count) add();
  }

  function noteListening({ number, pid }: WorkerProcess): void {
    log.info({ worker: number, workerPid: pid }, "A worker listens.");
    hasListened = true;
    if (inState("listening").length >= count || failedRounds > 0) resolve();
  }

  function noteEnd(worker: WorkerProcess, { code, signal }: WorkerEnd): void {
    workers.delete(worker);
    const detail = { worker: worker.number, code, signal, reason: worker.failure?.story };
    if (stopping) return;
    if (worker.state === "draining") {
      if (code !== 0) log.error(detail, "A worker that was replaced did not end cleanly.");
      fill();
    } else if (!hasListened && worker.failure?.sentence !== undefined) {
      giveUp(worker.failure.sentence);
    } else {
      log.error(detail, "A worker ended. Another takes its place.");
      // However many end together, it is one round.
      if (!timer) fillLater(worker);
    }
  }

  function fillLater({ state, startedAt }: WorkerProcess): void {
    const livedWell = state === "listening" && performance.now() - startedAt > goodLifeMilliseconds;
    failedRounds = livedWell ? 0 : failedRounds + 1;
    if (hasListened) resolve();
    else if (failedRounds >= failedRoundsAtMost) {
      giveUp(`No worker could start in ${failedRounds} tries. The log says more.`);
      return;
    }
    const pause = firstPauseMilliseconds * 2 ** Math.max(0, failedRounds - 1);
    timer = setTimeout(fill, Math.min(pause, longestPauseMilliseconds));
  }

  function giveUp(reason: string): void {
    end();
    for (const worker of workers) worker.kill();
    reject(new WorkersCannotStartError(reason));
  }

  function end(): void {
    stopping = true;
    clearTimeout(timer);
  }

  fill();
  return {
    workers: () => [...workers],
    ready,
    add,
    stop: async () => {
      end();
      for (const worker of inState("starting")) worker.kill();
      const serving = [...workers].filter(({ state }) => state !== "starting");
      const ends = await Promise.all(serving.map((worker) => worker.drain(false)));
      const ill = ends.filter(({ code }) => code !== 0).length;
      if (ill > 0) throw new Error(`${ill} of the workers could not stop cleanly.`);
    },
  };
}

function promiseWithResolvers() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
