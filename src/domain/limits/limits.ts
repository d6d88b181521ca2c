import { createKeyedQueue, type KeyedQueue } from "../queues/keyedQueue.ts";
import type { Budgets } from "./budgets.ts";
import type { Counter, CreateCounter } from "./counter.ts";

/**
 * Tries that are kept for addresses unknown to an account that is under attack: for each of them, for
 * all of a wide network, and for all.
 */
const reservedTries = { ofAddress: 3, ofNetwork: 300, ofAccount: 3_000 };

/** The counters of all budgets. */
export type Limits = Record<keyof Budgets, Counter> & {
  /** Holds an account for which the next try from an unknown address has to wait. */
  pausedAccount: Counter;
  /** Reserved tries for an account from one address, from one wide network, and from everywhere. */
  reservedOfAddress: Counter;
  reservedOfNetwork: Counter;
  reservedOfAccount: Counter;
  turnsPerAccountAndAddress: KeyedQueue;
  turnsPerAddress: KeyedQueue;
};

/** `createCounter` is the one choice of where counts are kept. */
export function createLimits(budgets: Budgets, createCounter: CreateCounter): Limits {
  const counters = Object.fromEntries(
    Object.entries(budgets).map(([name, budget]) => [name, createCounter(name, budget)]),
  ) as Record<keyof Budgets, Counter>;
  const { seconds } = budgets.loginPerAccount;
  const reserved = (name: string, tries: number) => createCounter(name, { tries, seconds });
  return {
    ...counters,
    pausedAccount: createCounter("pausedAccount", { tries: 1, seconds: 1 }),
    reservedOfAddress: reserved("reservedOfAddress", reservedTries.ofAddress),
    reservedOfNetwork: reserved("reservedOfNetwork", reservedTries.ofNetwork),
    reservedOfAccount: reserved("reservedOfAccount", reservedTries.ofAccount),
    turnsPerAccountAndAddress: createKeyedQueue(budgets.loginPerAccountAndAddress.tries),
    turnsPerAddress: createKeyedQueue(budgets.loginPerAddress.tries),
  };
}
