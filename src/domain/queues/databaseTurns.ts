import type { Reader } from "../../db/reader.ts";
import type { Storage } from "../../db/storage.ts";
import { isReadTimeout } from "../../db/unavailable.ts";
import { OverloadedError, ReadTimeoutError, TooMuchWaitingError } from "../errors.ts";
import { createFairQueue } from "./fairQueue.ts";
import type { TurnBudget } from "./turnBudget.ts";

/** Each waits a moment: an operation of 50 aliases, asked for ten at a time, has room. */
const waitingOfAccountAtMost = 1_000;
const waitingAtMost = 10_000;

/** In which accounts read and write by turns, so that none keeps the others waiting. */
export interface DatabaseTurns {
  /**
   * Reads what may take long when it is the account's turn. Throws ReadTimeoutError where a statement
   * took too long, TooMuchWaitingError where the account has 1,000 that wait, and OverloadedError where
   * all have 10,000. What it does must not ask for a turn of its own.
   */
  read<Result>(accountId: number, read: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** Writes when it is the account's turn. Throws as `read` does, but for its first. */
  write<Result>(accountId: number, write: () => Promise<Result>): Promise<Result>;
}

export function createDatabaseTurns(
  { reader, writesAtOnce }: Pick<Storage, "reader" | "writesAtOnce">,
  withinBudget: TurnBudget,
): DatabaseTurns {
  const bounds = {
    waitingOfKeyAtMost: waitingOfAccountAtMost,
    waitingAtMost,
    refuseKey: () => new TooMuchWaitingError(),
    refuseAny: () => new OverloadedError(),
  };
  const reads = createFairQueue({ ...bounds, atOnce: reader.atOnce });
  const writes = createFairQueue({ ...bounds, atOnce: writesAtOnce });
  return {
    read: (accountId, read) =>
      reads.run({ key: String(accountId) }, async () => {
        try {
          return await read(reader);
        } catch (error) {
          throw isReadTimeout(error) ? new ReadTimeoutError() : error;
        }
      }),
    write: (accountId, write) =>
      // SQLite is written by the thread of the redirects.
      writes.run({ key: String(accountId) }, () => withinBudget(write)),
  };
}
