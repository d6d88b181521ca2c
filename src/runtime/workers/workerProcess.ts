import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";
import { trackPendingHandle } from "./pendingHandle.ts";
import { createRpcChannel, type RpcChannel, type RpcMessage } from "./rpcChannel.ts";
import type { PrimaryApi, StartupFailure, WorkerApi } from "./rpcInterfaces.ts";

// Each connection goes to the next worker in turn. Left to the system, workers share one socket, and
// whoever wakes first takes the connection: measured with 64 kept connections and four workers, one
// got seven times as many as another and kept them. Where each request has a connection of its own,
// the primary hands over each, and two workers answer no more than half of what one process does: a
// proxy in front, which keeps its connections, spares that.
cluster.schedulingPolicy = cluster.SCHED_RR;

/** Longer than a worker gives itself: one that has not ended by then hangs. */
const drainTimeoutMilliseconds = 15_000;

const finalMessagesTimeoutMilliseconds = 500;

/** A worker as the primary sees it. */
export interface WorkerProcess {
  /** Never given twice in the life of a primary. */
  number: number;
  pid: number | undefined;
  channel: RpcChannel<WorkerApi>;
  state: "starting" | "listening" | "draining";
  startedAt: number;
  /** Why it could not start, where it said so. */
  failure: StartupFailure | undefined;
  /** Fulfilled when it listens; rejects when it ends before. */
  listening: Promise<void>;
  /** Fulfilled when it is gone and all that it said was heard. */
  ended: Promise<WorkerEnd>;
  /** Lets it end what it has begun and then itself. */
  drain(gracefully: boolean): Promise<WorkerEnd>;
  kill(): void;
}

export interface WorkerEnd {
  code: number | null;
  signal: string | null;
}

/** What a worker says, but for what concerns its own process alone. */
export type PrimaryHandlers = Omit<PrimaryApi, "startupFailed">;

/** Starts a process that runs this program as a worker. `answersTo` says what it gets to hear. */
export function spawnWorker(
  createHandlers: (worker: WorkerProcess) => PrimaryHandlers,
): WorkerProcess {
  const forked = cluster.fork();
  // Hears of what could not be sent to a process that has just died, which its end tells soon enough.
  forked.on("error", () => {});
  const closePendingHandle = trackPendingHandle(forked.process);
  const exited = new Promise<WorkerEnd>((resolve) => {
    forked.once("exit", (code: number | null, signal: string | null) => {
      // One that drains refuses connections, and another has got them.
      if (worker.state !== "draining") closePendingHandle();
      resolve({ code, signal });
    });
  });
  const disconnected = new Promise<void>((resolve) => forked.once("disconnect", () => resolve()));
  const ended = exited.then(async (end) => {
    // What it sent last may be read only after its end. Of a line that broke within a message Node
    // does not always tell.
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
    void ended.then(() => reject(new Error("The worker ended before it listened.")));
  });
  // Not everybody who launches one waits for it.
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
