import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { retryFailedThreadStarts } from "../threadStartRetry.ts";
import type { BcryptTask } from "./bcryptWorker.ts";
import { createPasswordQueue, type PasswordTaskOptions } from "./passwordQueue.ts";

/**
 * Hashes and compares passwords with bcrypt outside the event loop, in the order of a queue. Throws
 * QueueFullError and OverloadedError if too many tasks wait: see `createPasswordQueue`.
 */
export interface PasswordHasher {
  hash(password: string, taskOptions: PasswordTaskOptions): Promise<string>;
  compare(password: string, hash: string, taskOptions: PasswordTaskOptions): Promise<boolean>;
  /** Returns whether a hash has the cost of new hashes. */
  hasCurrentCost(hash: string): boolean;
  /** Returns a hash that no password matches. It has the cost of `like`, or of new hashes by default. */
  dummyHash(like?: string): string;
  /** Drops pending tasks. Their promises never settle. */
  close(): Promise<void>;
}

/** One core is left for redirects. */
const maxThreads = Math.max(1, availableParallelism() - 1);

const idleTimeoutMilliseconds = 30_000;

/** Start of a hash: the bcrypt version and the cost. */
const costPattern = /^\$2[abxy]?\$(\d\d)\$/;

/** Returns the cost of a hash, or undefined if the text is not a hash. */
export function parseCost(hash: string): number | undefined {
  const [, cost] = costPattern.exec(hash) ?? [];
  return cost === undefined ? undefined : Number(cost);
}

export interface PasswordHasherOptions {
  threads?: number;
  /** Called with the name of the limit that rejects a task. */
  onRejected?: (limit: string) => void;
}

/** Creates the pool of threads. `cost` is bcrypt's: the base-2 logarithm of its rounds. */
export function createPasswordHasher(
  cost: number,
  { threads = maxThreads, onRejected }: PasswordHasherOptions = {},
): PasswordHasher {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<BcryptTask, string | boolean>({
    filename: new URL(`./bcryptWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleTimeoutMilliseconds,
  });
  const currentPrefix = `$2b$${String(cost).padStart(2, "0")}$`;
  const queue = createPasswordQueue(threads, onRejected);
  let closed = false;
  const run = (task: BcryptTask, taskOptions: PasswordTaskOptions) =>
    queue.run(taskOptions, () =>
      pool.run(task).catch((error: unknown) => {
        if (closed) return new Promise<never>(() => {});
        throw error;
      }),
    );
  retryFailedThreadStarts(pool, { kind: "hash", password: "", cost: 4 });
  return {
    hash: async (password, taskOptions) =>
      String(await run({ kind: "hash", password, cost }, taskOptions)),
    compare: async (password, hash, taskOptions) =>
      Boolean(await run({ kind: "compare", password, hash }, taskOptions)),
    hasCurrentCost: (hash) => parseCost(hash) === cost,
    dummyHash: (like = "") => (costPattern.exec(like)?.[0] ?? currentPrefix) + ".".repeat(53),
    close: () => {
      closed = true;
      return pool.destroy();
    },
  };
}
