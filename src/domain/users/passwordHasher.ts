import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { outliveFailedStarts } from "../failedStarts.ts";
import type { Task } from "./bcryptWorker.ts";

/** Hashes and compares passwords with bcrypt, off the event loop. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  compare(password: string, hash: string): Promise<boolean>;
  /** A hash that no password matches, as costly to compare with as any other. */
  readonly unmatchable: string;
  /** Gives up what is not computed yet: whoever waits for it waits for ever. */
  close(): Promise<void>;
}

/** One is left for redirects. */
const threadsAtMost = Math.max(1, availableParallelism() - 1);

/** So many threads may be busy with what is less urgent: half of them. */
export const lessUrgentThreads = Math.ceil(threadsAtMost / 2);

const idleMilliseconds = 30_000;

/**
 * Starts the pool of threads, which run tasks in the order in which they came. `cost` is bcrypt's: the
 * base-2 logarithm of its rounds.
 */
export function createPasswordHasher(cost: number, threads = threadsAtMost): PasswordHasher {
  const extension = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina<Task, string | boolean>({
    filename: new URL(`./bcryptWorker${extension}`, import.meta.url).href,
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMilliseconds,
    // Without it a task that finds all threads busy goes to the end of the queue each time.
    stricterFIFO: true,
  });
  const rounds = String(cost).padStart(2, "0");
  let closed = false;
  const run = (task: Task) =>
    pool.run(task).catch((error: unknown) => {
      if (closed) return new Promise<never>(() => {});
      throw error;
    });
  outliveFailedStarts(pool, { kind: "hash", password: "", cost: 4 });
  return {
    hash: async (password) => String(await run({ kind: "hash", password, cost })),
    compare: async (password, hash) => Boolean(await run({ kind: "compare", password, hash })),
    unmatchable: `$2b$${rounds}$${".".repeat(53)}`,
    close: () => {
      closed = true;
      return pool.destroy();
    },
  };
}
