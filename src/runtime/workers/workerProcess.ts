import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";
import { trackPendingHandle } from "./pendingHandle.ts";
import { createRpcChannel, type RpcChannel, type RpcMessage } from "./rpcChannel.ts";
import type { PrimaryApi, StartupFailure, WorkerApi } from "./rpcInterfaces.ts";

// Each connection goes to the next worker in turn. Under the system's scheduling, workers share one
// socket, and the first to wake takes the connection. Measured with 64 persistent connections and
// four workers, one worker got seven times as many as another and kept them.
//
// If each request has its own connection, the primary hands over each. Two workers then serve at
// most half of what a single process does. A proxy in front with persistent connections avoids
// that.
cluster.schedulingPolicy = cluster.SCHED_RR;

/** Longer than a worker's own timeout: a worker that has not exited by then hangs. */
const drainTimeoutMilliseconds = 15_000;

const finalMessagesTimeoutMilliseconds = 500;

/** A worker from the primary's point of view. */
export interface WorkerProcess {
  /** Unique during the life of a primary. */
  number: number;
  pid: number | undefined;
  channel: RpcChannel<WorkerApi>;
  state: "starting" | "listening" | "draining";
  startedAt: number;
  /** Reason why it could not start, if it reported one. */
  failure: StartupFailure | undefined;
  /** Resolves when the worker listens; rejects if it exits before. */
  listening: Promise<void>;
  /** Resolves when the worker has exited and all its messages were received. */
  ended: Promise<WorkerEnd>;
  /** Lets the worker complete its requests and exit. */
  drain(gracefully: boolean): Promise<WorkerEnd>;
  kill(): void;
}

export interface WorkerEnd {
  code: number | null;
  signal: string | null;
}

/** Handlers for a worker's messages, except those that only concern its own process. */
export type PrimaryHandlers = Omit<PrimaryApi, "startupFailed">;

/**
 * Starts a process that runs this program as a worker. `createHandlers` returns the handlers for
 * its messages.
 */
export function spawnWorker(
  createHandlers: (worker: WorkerProcess) => PrimaryHandlers,
): WorkerProcess {
  const forked = cluster.fork();
  // Receives errors of messages to a process that has just died, which its exit reports soon.
  forked.on("error", () => {});
  const closePendingHandle = trackPendingHandle(forked.process);
  const exited = new Promise<WorkerEnd>((resolve) => {
    forked.once("exit", (code: number | null, signal: string | null) => {
      // A worker that drains rejects connections, and another worker has received them.
      if (worker.state !== "draining") closePendingHandle();
      resolve({ code, signal });
    });
  });
  const disconnected = new Promise<void>((resolve) => forked.once("disconnect", () => resolve()));
  const ended = exited.then(async (end) => {
    // The last messages may be read only after the worker's exit. If the connection broke within a
    // message, Node does not always emit `disconnect`.
    if (forked.isConnected())
      await Promise.race([disconnected, delay(finalMessagesTimeoutMilliseconds)]);
    worker.channel.close();
    return end;
  });
  const listening = new Promise<void>((resolve, reject) => {
    forked.once("listening", () => {
      worker.state = "listening";
      resolve();
    });
    void ended.then(() => reject(new Error("The worker exited before it was listening.")));
  });
  // Not every caller waits for this promise.
  listening.catch(() => {});
  const kill = () => void forked.process.kill("SIGKILL");
  const worker: WorkerProcess = {
    number: forked.id,
    pid: forked.process.pid,
    state: "starting",
    startedAt: performance.now(),
    failure: undefined,
    listening,
    ended,
    channel: undefined as never,
    drain: async (gracefully) => {
      worker.state = "draining";
      void worker.channel.notify("drain", gracefully);
      const timeout = setTimeout(kill, drainTimeoutMilliseconds);
      return ended.finally(() => clearTimeout(timeout));
    },
    kill,
  };
  const transport = {
    send: (message: RpcMessage) =>
      new Promise<void>((resolve) => {
        if (forked.isConnected()) forked.send(message, () => resolve());
        else resolve();
      }),
    onMessage: (listener: (message: RpcMessage) => void) => void forked.on("message", listener),
  };
  worker.channel = createRpcChannel<PrimaryApi, WorkerApi>(transport, {
    ...createHandlers(worker),
    startupFailed: (failure) => {
      worker.failure = failure;
    },
  });
  return worker;
}
