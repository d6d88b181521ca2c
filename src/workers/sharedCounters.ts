import type { Counter, CreateCounter } from "../domain/limits/counter.ts";
import type { CounterChoice, PrimarySide } from "./messages.ts";

type CounterAnswers = Pick<PrimarySide, "count" | "giveBack" | "forget" | "has">;

/** Counts for all workers at one place: one budget, whichever of them is asked. */
export function createSharedCounters(createCounter: CreateCounter): CounterAnswers {
  const counters = new Map<string, Counter>();

  function find({ name, budget }: CounterChoice): Counter {
    const known = counters.get(name) ?? createCounter(name, budget);
    counters.set(name, known);
    return known;
  }
  return {
    count: (choice, key, seconds) => find(choice).count(key, seconds),
    giveBack: (choice, key) => find(choice).giveBack(key),
    forget: (choice, key) => find(choice).forget(key),
    has: (choice, key) => find(choice).has(key),
  };
}
