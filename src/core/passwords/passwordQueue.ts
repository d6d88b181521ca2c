import { createFairQueue } from "../queues/fairQueue.ts";
import { queueErrors } from "../queues/queueErrors.ts";

/**
 * Why a password is hashed or compared, the most urgent first. `account` includes every login
 * attempt, whether the account exists or not. `visitor` is for a visitor of a link, `registration`
 * for an account to be created.
 */
const purposes = ["account", "visitor", "registration"] as const;
export type PasswordPurpose = (typeof purposes)[number];

export interface PasswordTaskOptions {
  purpose: PasswordPurpose;
  /** Tasks with the same key, of an account or a network, take one turn together. */
  key: string;
}

/** Returns the options for a task of an existing account. */
export function accountTaskOptions(userId: number): PasswordTaskOptions {
  return { purpose: "account", key: `account ${userId}` };
}

/** Options for a task of the operator, on the database only. */
export const operatorTaskOptions: PasswordTaskOptions = { purpose: "account", key: "operator" };

/**
 * Maximum number of waiting and running tasks per purpose. The sum is lower than
 * MAX_CONCURRENT_REQUESTS, so passwords leave room for other requests. One thread computes 400 in
 * about 100 seconds.
 */
const maxPerPurpose: Record<PasswordPurpose, number> = {
  account: 400,
  visitor: 100,
  registration: 100,
};

/** More than the default rate limits allow one IP address at once. */
const maxWaitingPerKey = 50;

export interface PasswordQueue {
  /**
   * Runs the task when it is its turn. Throws QueueFullError if too many tasks with the same key
   * wait. Throws OverloadedError if too many tasks of the same purpose are pending.
   */
  run<Result>(options: PasswordTaskOptions, task: () => Promise<Result>): Promise<Result>;
}

/**
 * Creates a queue for password tasks that runs `concurrency` of them at once. More urgent tasks run
 * first, but every fifth turn goes to the less urgent ones. Keys take turns. A login attempt waits
 * the same time whether the account exists or not. `onRejected` is called with the name of the
 * limit that rejects a task.
 */
export function createPasswordQueue(
  concurrency: number,
  onRejected: (limit: "passwordQueuePerKey" | "passwordQueue") => void = () => {},
): PasswordQueue {
  const errors = queueErrors({ perKey: "passwordQueuePerKey", total: "passwordQueue" }, onRejected);
  const queue = createFairQueue({
    concurrency,
    maxWaitingPerKey,
    maxWaiting: maxPerPurpose.account + maxPerPurpose.visitor + maxPerPurpose.registration,
    ...errors,
  });
  const pendingByPurpose: Record<PasswordPurpose, number> = {
    account: 0,
    visitor: 0,
    registration: 0,
  };
  return {
    run: async ({ purpose, key }, task) => {
      if (pendingByPurpose[purpose] >= maxPerPurpose[purpose]) throw errors.createOverloadError();
      pendingByPurpose[purpose] += 1;
      try {
        return await queue.run({ key, priority: purposes.indexOf(purpose) }, task);
      } finally {
        pendingByPurpose[purpose] -= 1;
      }
    },
  };
}
