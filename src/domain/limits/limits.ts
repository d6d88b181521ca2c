import type { Budgets } from "./budgets.ts";
import type { Counter, CreateCounter } from "./counter.ts";
import { createTurns, type Turns } from "./turns.ts";

/**
 * Node's timers, which end the windows, reach 24 days. Sessions live on without a login, so this is
 * no matter of signing in again.
 */
const rememberedSeconds = 20 * 24 * 60 * 60;

/** The counters of all budgets. */
export type Limits = Record<keyof Budgets, Counter> & {
  /** Holds an account for which the next try from an unknown address has to wait. */
  pausedAccount: Counter;
  /** Accounts, each with an address from which its owner has logged in. */
  knownAddress: Counter;
  turnsPerAccountAndAddress: Turns;
  turnsPerAddress: Turns;
};

/** `createCounter` is the one choice of where counts are kept. */
export function createLimits(budgets: Budgets, createCounter: CreateCounter): Limits {
  const counters = Object.fromEntries(
    Object.entries(budgets).map(([name, budget]) => [name, createCounter(name, budget)]),
  ) as Record<keyof Budgets, Counter>;
  return {
    ...counters,
    pausedAccount: createCounter("pausedAccount", { tries: 1, seconds: 1 }),
    knownAddress: createCounter("knownAddress", { tries: 1, seconds: rememberedSeconds }),
    turnsPerAccountAndAddress: createTurns(budgets.loginPerAccountAndAddress.tries),
    turnsPerAddress: createTurns(budgets.loginPerAddress.tries),
  };
}
