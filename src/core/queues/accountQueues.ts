import { isReadTimeout } from "../../db/databaseErrors.ts";
import type { Reader } from "../../db/reader.ts";
import type { Storage } from "../../db/storage.ts";
import { OverloadedError, QueueFullError, ReadTimeoutError } from "../errors.ts";
import { createFairQueue } from "./fairQueue.ts";

/** The costliest operations have some hundred reads, and may be asked for ten at a time. */
const maxWaitingPerKey = 5_000;
/** About a kilobyte each. */
const maxWaiting = 20_000;

/** In which accounts have what they ask for done, so that none keeps the others waiting. */
export interface AccountQueues {
  /**
   * Reads what may take long when it is the account's turn. Throws ReadTimeoutError where a statement
   * took too long, QueueFullError where the account has 5,000 that wait, and OverloadedError where
   * all have 20,000. What it does must not ask for a turn of its own.
   */
  read<Result>(accountId: number, read: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** Writes when it is the account's turn. Throws as `read` does, but for its first. */
  write<Result>(accountId: number, write: () => Promise<Result>): Promise<Result>;
  /**
   * Does a piece of the program's own work that takes more than a millisecond, and is not to be waited
   * for. `key` is an account, or whoever else asks. Throws as `write` does.
   */
  compute<Result>(key: number | string, task: () => Result): Promise<Result>;
}

/** `onRejected` is called with the limit that rejects something. */
export function createAccountQueues(
  {
    reader,
    maxConcurrentWrites,
    runInTimeSlice,
  }: Pick<Storage, "reader" | "maxConcurrentWrites" | "runInTimeSlice">,
  onRejected: (limit: "queuePerAccount" | "queue" | "readTimeout") => void,
): AccountQueues {
  const queueLimits = {
    maxWaitingPerKey,
    maxWaiting,
    createKeyLimitError: () => {
      onRejected("queuePerAccount");
      return new QueueFullError();
    },
    createOverloadError: () => {
      onRejected("queue");
      return new OverloadedError();
    },
  };
  const reads = createFairQueue({ ...queueLimits, concurrency: reader.concurrency });
  const writes = createFairQueue({ ...queueLimits, concurrency: maxConcurrentWrites });
  const computations = createFairQueue({ ...queueLimits, concurrency: 1 });
  return {
    read: (accountId, read) =>
      reads.run({ key: String(accountId) }, async () => {
        try {
          return await read(reader);
        } catch (error) {
          if (!isReadTimeout(error)) throw error;
          onRejected("readTimeout");
          throw new ReadTimeoutError();
        }
      }),
    write: (accountId, write) => writes.run({ key: String(accountId) }, write),
    compute: (key, task) =>
      computations.run({ key: String(key) }, () => runInTimeSlice(async () => task())),
  };
}
