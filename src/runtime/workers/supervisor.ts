import type { Logger } from "pino";
import { WorkerStartupError } from "../startupErrors.ts";
import type { WorkerEnd, WorkerProcess } from "./workerProcess.ts";

const initialPauseMilliseconds = 100;
const maxPauseMilliseconds = 30_000;
/** A worker that ran for this long did not exit because of its startup. */
const stableAfterMilliseconds = 10_000;
/** Number of rounds without a listening worker after which the start is aborted. */
const maxFailedRounds = 5;

/** Keeps a number of workers running. */
export interface Supervisor {
  /** Returns all running workers, including those that start or drain. */
  workers(): WorkerProcess[];
  /** Resolves when the workers listen. Rejects with a WorkerStartupError if none can start. */
  ready: Promise<void>;
  /** Starts one worker in addition to the configured number, to replace another. */
  add(): WorkerProcess;
  /** Drains all workers and starts no more. Rejects if one did not exit cleanly. */
  stop(): Promise<void>;
}

/**
 * Starts `count` workers and replaces each that exits. The delay grows if they exit soon after
 * their start.
 */
export function createSupervisor(
  count: number,
  spawn: () => WorkerProcess,
  log: Logger,
): Supervisor {
  const workers = new Set<WorkerProcess>();
  const { promise: ready, resolve, reject } = promiseWithResolvers();
  let failedRounds = 0;
  let hasListened = false;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;

  const inState = (state: WorkerProcess["state"]) =>
    [...workers].filter((worker) => worker.state === state);

  function add(): WorkerProcess {
    const worker = spawn();
    workers.add(worker);
    void worker.listening.then(
      () => onListening(worker),
      () => {},
    );
    void worker.ended.then((end) => onEnd(worker, end));
    return worker;
  }

  function spawnMissing(): void {
    timer = undefined;
    while (workers.size - inState("draining").length < count) add();
  }

  function onListening({ number, pid }: WorkerProcess): void {
    log.info({ worker: number, workerPid: pid }, "A worker is listening.");
    hasListened = true;
    if (inState("listening").length >= count || failedRounds > 0) resolve();
  }

  function onEnd(worker: WorkerProcess, { code, signal }: WorkerEnd): void {
    workers.delete(worker);
    const detail = { worker: worker.number, code, signal, reason: worker.failure?.stack };
    if (isStopping) return;
    if (worker.state === "draining") {
      if (code !== 0) log.error(detail, "A replaced worker did not exit cleanly.");
      spawnMissing();
    } else if (!hasListened && worker.failure?.message !== undefined) {
      abort(worker.failure.message);
    } else {
      log.error(detail, "A worker exited unexpectedly. Starting a replacement.");
      // Workers that exit together count as one round.
      if (!timer) spawnMissingLater(worker);
    }
  }

  function spawnMissingLater({ state, startedAt }: WorkerProcess): void {
    const wasStable =
      state === "listening" && performance.now() - startedAt > stableAfterMilliseconds;
    failedRounds = wasStable ? 0 : failedRounds + 1;
    if (hasListened) resolve();
    else if (failedRounds >= maxFailedRounds) {
      abort(`No worker started in ${failedRounds} attempts. See the log for details.`);
      return;
    }
    const pause = initialPauseMilliseconds * 2 ** Math.max(0, failedRounds - 1);
    timer = setTimeout(spawnMissing, Math.min(pause, maxPauseMilliseconds));
  }

  function abort(reason: string): void {
    end();
    for (const worker of workers) worker.kill();
    reject(new WorkerStartupError(reason));
  }

  function end(): void {
    isStopping = true;
    clearTimeout(timer);
  }

  spawnMissing();
  return {
    workers: () => [...workers],
    ready,
    add,
    stop: async () => {
      end();
      for (const worker of inState("starting")) worker.kill();
      const serving = [...workers].filter(({ state }) => state !== "starting");
      const ends = await Promise.all(serving.map((worker) => worker.drain(false)));
      const failed = ends.filter(({ code }) => code !== 0).length;
      if (failed > 0) throw new Error(`${failed} workers did not stop cleanly.`);
    },
  };
}

function promiseWithResolvers() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  return { promise, resolve, reject };
}
