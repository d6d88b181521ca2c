import { isReadTimeout } from "../../db/databaseErrors.ts";
import type { Reader } from "../../db/reader.ts";
import type { Storage } from "../../db/storage.ts";
import { ReadTimeoutError } from "../errors.ts";
import { createFairQueue } from "./fairQueue.ts";
import { queueErrors } from "./queueErrors.ts";

/** The most expensive operations need some hundred reads, and ten of them can be requested at once. */
const maxWaitingPerKey = 5_000;
/** About a kilobyte each. */
const maxWaiting = 20_000;

/** Queues in which accounts take turns, so that no account blocks the others. */
export interface AccountQueues {
  /**
   * Runs a read that may take long when it is the account's turn. Throws ReadTimeoutError if a
   * statement took too long. Throws QueueFullError if 5,000 reads of the account are waiting, and
   * OverloadedError if 20,000 of all accounts are. The read must not use a queue itself.
   */
  read<Result>(accountId: number, read: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** Runs a write when it is the account's turn. Throws as `read` does, except ReadTimeoutError. */
  write<Result>(accountId: number, write: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a computation that holds the event loop for more than a millisecond, in a time slice of
   * this process. `key` is an account or another caller. Throws as `write` does.
   */
  compute<Result>(key: number | string, task: () => Result): Promise<Result>;
}

/**
 * Creates the queues of all accounts. `onRejected` is called with the name of the limit that
 * rejects a task.
 */
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
    ...queueErrors({ perKey: "queuePerAccount", total: "queue" }, onRejected),
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
