import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { ReadTimeoutError } from "../../unavailable.ts";
import type { ReadAnswer, ReadTask } from "./readTask.ts";

/** What one reads in sorting an owner's links is some megabytes; more would be a fault. */
const heapMegabytes = 128;
/**
 * A statement cannot be ended: a thread whose deadline has passed is given up, and goes on until SQLite
 * lets go of it. So many may, before none takes their places.
 */
const givenUpAtMost = 4;
/** Sources that were not compiled can be imported in a thread that knows how, but not be its entry. */
const importSource = `const { compiler, thread } = require("node:worker_threads").workerData;
import(compiler).then(({ register }) => { register(); return import(thread); });`;

export interface ReaderPoolSettings {
  databaseUrl: string;
  threads: number;
  /** How long a statement may take, and how long it may wait for a thread. */
  timeoutMilliseconds: number;
}

/** Threads that read the database, which are started when needed. */
export interface ReaderPool {
  /**
   * Resolves with the result of the task. Rejects with a ReadTimeoutError, and with what it failed by.
   */
  run(task: ReadTask): Promise<unknown>;
  close(): Promise<void>;
}

interface Asked {
  task: ReadTask;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  deadline: NodeJS.Timeout;
}

interface Reader {
  worker: Worker;
  /** To start takes longer than most statements, on a busy machine longer than they may. */
  isReady: boolean;
  asked: Asked | undefined;
}

export function createReaderPool(settings: ReaderPoolSettings): ReaderPool {
  const { databaseUrl, threads, timeoutMilliseconds } = settings;
  const readers = new Set<Reader>();
  const waiting = new Set<Asked>();
  let givenUp = 0;
  let isClosed = false;

  function start(): void {
    const worker = startThread(databaseUrl);
    // What keeps the process running is whoever waits for it.
    worker.unref();
    const reader: Reader = { worker, isReady: false, asked: undefined };
    readers.add(reader);
    worker.on("message", (answer: ReadAnswer) => {
      if ("isReady" in answer) reader.isReady = true;
      else finish(reader, answer);
      proceed();
    });
    // Without a listener it would end the process. What follows is its exit.
    worker.on("error", (error) => lose(reader, error));
    worker.on("exit", () => lose(reader, new Error("It has ended.")));
  }

  function finish(reader: Reader, answer: Exclude<ReadAnswer, { isReady: true }>): void {
    const { asked } = reader;
    if (!asked) return;
    release(reader);
    if ("result" in answer) asked.resolve(answer.result);
    else asked.reject(errorOf(answer.error));
  }

  function release(reader: Reader): void {
    clearTimeout(reader.asked?.deadline);
    reader.asked = undefined;
  }

  function lose(reader: Reader, cause: Error): void {
    if (!readers.delete(reader)) return;
    const lost = new Error("The database reader was lost.", { cause });
    const { asked, isReady } = reader;
    release(reader);
    asked?.reject(lost);
    if (isReady || readers.size > 0) proceed();
    else rejectWaiting(lost);
  }

  /** Where no thread can be started, nobody need wait for one. */
  function rejectWaiting(error: Error): void {
    for (const { deadline, reject } of waiting) {
      clearTimeout(deadline);
      reject(error);
    }
    waiting.clear();
  }

  function giveUp(reader: Reader): void {
    const { asked, worker } = reader;
    readers.delete(reader);
    release(reader);
    givenUp += 1;
    void worker.terminate().then(() => {
      givenUp -= 1;
      proceed();
    });
    asked?.reject(new ReadTimeoutError());
    proceed();
  }

  /** A thread that has nothing to do. Where there is none, one more is started if there may be more. */
  function idleReader(): Reader | undefined {
    for (const reader of readers) if (reader.isReady && !reader.asked) return reader;
    if (!isClosed && readers.size < threads && givenUp < givenUpAtMost) start();
    return undefined;
  }

  /** Gives threads that have nothing to do what waits. */
  function proceed(): void {
    for (const asked of waiting) {
      const reader = idleReader();
      if (!reader) return;
      waiting.delete(asked);
      clearTimeout(asked.deadline);
      asked.deadline = setTimeout(() => giveUp(reader), timeoutMilliseconds);
      reader.asked = asked;
      reader.worker.postMessage(asked.task);
    }
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          waiting.delete(asked);
          reject(new ReadTimeoutError());
        }, timeoutMilliseconds);
        const asked: Asked = { task, resolve, reject, deadline };
        waiting.add(asked);
        proceed();
      }),
    close: async () => {
      isClosed = true;
      await Promise.all([...readers].map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(databaseUrl: string): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: heapMegabytes };
  const extension = extname(fileURLToPath(import.meta.url));
  const thread = new URL(`./readerThread${extension}`, import.meta.url);
  if (extension === ".js")
    return new Worker(thread, { workerData: { databaseUrl }, resourceLimits });
  const compiler = import.meta.resolve("tsx/esm/api");
  const workerData = { databaseUrl, compiler, thread: thread.href };
  return new Worker(importSource, { eval: true, workerData, resourceLimits });
}

function errorOf({ message, code, cause }: { message: string; code: unknown; cause: unknown }) {
  const isOfAdapter = typeof cause === "object" && cause !== null && "kind" in cause;
  if (isOfAdapter) return new DriverAdapterError(cause as DriverAdapterError["cause"]);
  return Object.assign(new Error(message), { code });
}
