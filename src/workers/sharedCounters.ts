import type { CreateRateLimiter, RateLimiter } from "../domain/rateLimits/rateLimiter.ts";
import type { CounterChoice, PrimarySide } from "./messages.ts";

type CounterAnswers = Pick<PrimarySide, "count" | "giveBack" | "forget" | "has">;

/** Counts for all workers at one place: one budget, whichever of them is asked. */
export function createSharedCounters(createCounter: CreateRateLimiter): CounterAnswers {
  const counters = new Map<string, RateLimiter>();

  function find({ name, rateLimit }: CounterChoice): RateLimiter {
    const known = counters.get(name) ?? createCounter(name, rateLimit);
    counters.set(name, known);
    return known;
  }
  return {
    count: (choice, key, seconds) => find(choice).consume(key, seconds),
    giveBack: (choice, key) => find(choice).refund(key),
    forget: (choice, key) => find(choice).reset(key),
    has: (choice, key) => find(choice).isOpen(key),
  };
}
