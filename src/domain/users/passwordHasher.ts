import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { outliveFailedStarts } from "../failedStarts.ts";
import type { Task } from "./bcryptWorker.ts";
import { createPasswordQueue, type PasswordTurn } from "./passwordQueue.ts";

/**
 * Hashes and compares passwords with bcrypt, off the event loop, each in its turn. Throws
 * TooMuchWaitingError and OverloadedError where too much waits: see `createPasswordQueue`.
 */
export interface PasswordHasher {
  hash(password: string, turn: PasswordTurn): Promise<string>;
  compare(password: string, hash: string, turn: PasswordTurn): Promise<boolean>;
  /** Whether a hash has the cost of those that are made today. */
  isCurrent(hash: string): boolean;
  /** A hash that no password matches, as costly to compare with as this one, or as today's. */
  unmatchable(like?: string): string;
  /** Gives up what is not computed yet: whoever waits for it waits for ever. */
  close(): Promise<void>;
}

/** One is left for redirects. */
const threadsAtMost = Math.max(1, availableParallelism() - 1);

const idleMilliseconds = 30_000;

/** What a hash begins with: the form of bcrypt, and the cost. */
const costPattern = /^\$2[abxy]?\$(\d\d)\$/;

/** The cost that a hash was made at; undefined for what is no hash. */
export function costOf(hash: string): number | undefined {
  const [, cost] = costPattern.exec(hash) ?? [];
  return cost === undefined ? undefined : Number(cost);
}

/**
 * Starts the pool of threads. `cost` is bcrypt's: the base-2 logarithm of its rounds. `onRejected` is
 * called with the limit that rejects something.
 */
export function createPasswordHasher(
  cost: number,
  threads = threadsAtMost,
  onRejected?: (limit: string) => void,
): PasswordHasher {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<Task, string | boolean>({
    filename: new URL(`./bcryptWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMilliseconds,
  });
  const prefixToday = `$2b$${String(cost).padStart(2, "0")}$`;
  const queue = createPasswordQueue(threads, onRejected);
  let closed = false;
  const run = (task: Task, turn: PasswordTurn) =>
    queue.run(turn, () =>
      pool.run(task).catch((error: unknown) => {
        if (closed) return new Promise<never>(() => {});
        throw error;
      }),
    );
  outliveFailedStarts(pool, { kind: "hash", password: "", cost: 4 });
  return {
    hash: async (password, turn) => String(await run({ kind: "hash", password, cost }, turn)),
    compare: async (password, hash, turn) =>
      Boolean(await run({ kind: "compare", password, hash }, turn)),
    isCurrent: (hash) => costOf(hash) === cost,
    unmatchable: (like = "") => (costPattern.exec(like)?.[0] ?? prefixToday) + ".".repeat(53),
    close: () => {
      closed = true;
      return pool.destroy();
    },
  };
}
