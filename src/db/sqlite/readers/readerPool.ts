import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { ReadTimeoutError } from "../../databaseErrors.ts";
import type { ReadResponse, ReadTask } from "./readTask.ts";

/** Sorting an owner's links takes a few megabytes; more indicates a bug. */
const maxHeapMegabytes = 128;
/**
 * A statement cannot be cancelled. A thread that exceeds its timeout is abandoned, and continues until
 * SQLite releases it. At this number of abandoned threads, they are no longer replaced.
 */
const maxAbandonedThreads = 4;
/**
 * A thread can import uncompiled sources after it has registered a compiler, but cannot start with
 * them.
 */
const importSource = `const { compiler, thread } = require("node:worker_threads").workerData;
import(compiler).then(({ register }) => { register(); return import(thread); });`;

export interface ReaderPoolOptions {
  databaseUrl: string;
  threads: number;
  /** Timeout of a statement, and of its wait for a thread. */
  timeoutMilliseconds: number;
}

/** Threads that read the database. They are started when needed. */
export interface ReaderPool {
  /** Resolves with the result of the task. Rejects with ReadTimeoutError or the error of the task. */
  run(task: ReadTask): Promise<unknown>;
  close(): Promise<void>;
}

interface PendingTask {
  task: ReadTask;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  deadline: NodeJS.Timeout;
}

interface ReaderThread {
  worker: Worker;
  /**
   * Starting takes longer than most statements. On a busy machine, it takes longer than their timeout.
   */
  isReady: boolean;
  pending: PendingTask | undefined;
}

export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const { databaseUrl, threads, timeoutMilliseconds } = options;
  const readers = new Set<ReaderThread>();
  const waiting = new Set<PendingTask>();
  let abandonedThreads = 0;
  let isClosed = false;

  function start(): void {
    const worker = startThread(databaseUrl);
    // Waiting callers keep the process running, not the thread.
    worker.unref();
    const reader: ReaderThread = { worker, isReady: false, pending: undefined };
    readers.add(reader);
    worker.on("message", (answer: ReadResponse) => {
      if ("isReady" in answer) reader.isReady = true;
      else settle(reader, answer);
      dispatch();
    });
    // Without a listener, the error would end the process. The exit event follows.
    worker.on("error", (error) => onThreadLost(reader, error));
    worker.on("exit", () => onThreadLost(reader, new Error("The thread has exited.")));
  }

  function settle(reader: ReaderThread, answer: Exclude<ReadResponse, { isReady: true }>): void {
    const { pending } = reader;
    if (!pending) return;
    release(reader);
    if ("result" in answer) pending.resolve(answer.result);
    else pending.reject(toError(answer.error));
  }

  function release(reader: ReaderThread): void {
    clearTimeout(reader.pending?.deadline);
    reader.pending = undefined;
  }

  function onThreadLost(reader: ReaderThread, cause: Error): void {
    if (!readers.delete(reader)) return;
    const error = new Error("The database reader was lost.", { cause });
    const { pending, isReady } = reader;
    release(reader);
    pending?.reject(error);
    if (isReady || readers.size > 0) dispatch();
    else rejectWaiting(error);
  }

  /** Rejects all waiting tasks, because no thread can be started. */
  function rejectWaiting(error: Error): void {
    for (const { deadline, reject } of waiting) {
      clearTimeout(deadline);
      reject(error);
    }
    waiting.clear();
  }

  function abandon(reader: ReaderThread): void {
    const { pending, worker } = reader;
    readers.delete(reader);
    release(reader);
    abandonedThreads += 1;
    void worker.terminate().then(() => {
      abandonedThreads -= 1;
      dispatch();
    });
    pending?.reject(new ReadTimeoutError());
    dispatch();
  }

  /**
   * Returns an idle thread. If there is none, it starts one more within the limits and returns
   * undefined.
   */
  function findIdleReader(): ReaderThread | undefined {
    for (const reader of readers) if (reader.isReady && !reader.pending) return reader;
    if (!isClosed && readers.size < threads && abandonedThreads < maxAbandonedThreads) start();
    return undefined;
  }

  /** Assigns waiting tasks to idle threads. */
  function dispatch(): void {
    for (const pending of waiting) {
      const reader = findIdleReader();
      if (!reader) return;
      waiting.delete(pending);
      clearTimeout(pending.deadline);
      pending.deadline = setTimeout(() => abandon(reader), timeoutMilliseconds);
      reader.pending = pending;
      reader.worker.postMessage(pending.task);
    }
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          waiting.delete(pending);
          reject(new ReadTimeoutError());
        }, timeoutMilliseconds);
        const pending: PendingTask = { task, resolve, reject, deadline };
        waiting.add(pending);
        dispatch();
      }),
    close: async () => {
      isClosed = true;
      await Promise.all([...readers].map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(databaseUrl: string): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: maxHeapMegabytes };
  const extension = extname(fileURLToPath(import.meta.url));
  const thread = new URL(`./readerThread${extension}`, import.meta.url);
  if (extension === ".js")
    return new Worker(thread, { workerData: { databaseUrl }, resourceLimits });
  const compiler = import.meta.resolve("tsx/esm/api");
  const workerData = { databaseUrl, compiler, thread: thread.href };
  return new Worker(importSource, { eval: true, workerData, resourceLimits });
}

function toError({ message, code, cause }: { message: string; code: unknown; cause: unknown }) {
  const isOfAdapter = typeof cause === "object" && cause !== null && "kind" in cause;
  if (isOfAdapter) return new DriverAdapterError(cause as DriverAdapterError["cause"]);
  return Object.assign(new Error(message), { code });
}
