import { OverloadedError, QueueFullError } from "../errors.ts";
import { createFairQueue } from "../queues/fairQueue.ts";

/**
 * Why a password is hashed or compared, the most urgent first: for an account, which every try to sign
 * in may be for; for a visitor of a link; for an account that is to be.
 */
const purposes = ["account", "visitor", "registration"] as const;
export type PasswordPurpose = (typeof purposes)[number];

/** For what, and for whom, a password is hashed or compared. */
export interface PasswordTaskOptions {
  purpose: PasswordPurpose;
  /** Those of one key take their turns among themselves: of an account, or of a network. */
  key: string;
}

/** The turn of what an account asks for that is known to exist. */
export function accountTaskOptions(userId: number): PasswordTaskOptions {
  return { purpose: "account", key: `account ${userId}` };
}

/** The turn of what the operator asks for, on the database alone. */
export const operatorTaskOptions: PasswordTaskOptions = { purpose: "account", key: "operator" };

/**
 * What may be there for each purpose, waiting or being computed. Together fewer than
 * MAX_WAITING_REQUESTS lets wait, so that passwords leave room for other requests; one thread computes
 * 400 in about 100 seconds.
 */
const maxPerPurpose: Record<PasswordPurpose, number> = {
  account: 400,
  visitor: 100,
  registration: 100,
};

/** More than the limits on tries let one address have there at once, by default. */
const maxWaitingPerKey = 50;

export interface PasswordQueue {
  /**
   * Runs the work when it is its turn. Throws QueueFullError where too much with the same key
   * waits, and OverloadedError where too much for the same purpose is there.
   */
  run<Result>(options: PasswordTaskOptions, task: () => Promise<Result>): Promise<Result>;
}

/**
 * A queue for whatever computes passwords, so much at once. What is more urgent goes first, but the less
 * urgent has every fifth turn; keys take turns. A try to sign in waits the same whether the account
 * exists or not. `onRejected` is called with the limit that rejects something.
 */
export function createPasswordQueue(
  concurrency: number,
  onRejected: (limit: "passwordQueuePerKey" | "passwordQueue") => void = () => {},
): PasswordQueue {
  const createOverloadError = () => {
    onRejected("passwordQueue");
    return new OverloadedError();
  };
  const queue = createFairQueue({
    concurrency,
    maxWaitingPerKey,
    maxWaiting: maxPerPurpose.account + maxPerPurpose.visitor + maxPerPurpose.registration,
    createKeyLimitError: () => {
      onRejected("passwordQueuePerKey");
      return new QueueFullError();
    },
    createOverloadError,
  });
  const pendingByPurpose: Record<PasswordPurpose, number> = {
    account: 0,
    visitor: 0,
    registration: 0,
  };
  return {
    run: async ({ purpose, key }, task) => {
      if (pendingByPurpose[purpose] >= maxPerPurpose[purpose]) throw createOverloadError();
      pendingByPurpose[purpose] += 1;
      try {
        return await queue.run({ key, priority: purposes.indexOf(purpose) }, task);
      } finally {
        pendingByPurpose[purpose] -= 1;
      }
    },
  };
}
