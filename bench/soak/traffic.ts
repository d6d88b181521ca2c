import { setTimeout as delay } from "node:timers/promises";
import type { Kind } from "./kinds.ts";

/** What became of the requests of one kind. */
export interface Tally {
  kind: string;
  expected: string;
  sent: number;
  /** How often it was something else than expected. */
  others: Map<string, number>;
}

const shownCharacters = 60;

/** Sends requests of all kinds, each at its rate, until stopped. */
export function startTraffic(kinds: Kind[]): { stop(): Promise<Tally[]> } {
  const ending = new AbortController();
  const senders = kinds.map((kind) => send(kind, ending.signal));
  return {
    stop: () => {
      ending.abort();
      return Promise.all(senders);
    },
  };
}

async function send({ name, perSecond, expected, ask }: Kind, ending: AbortSignal): Promise<Tally> {
  const tally: Tally = { kind: name, expected, sent: 0, others: new Map() };
  const waiting = new Set<Promise<unknown>>();
  const note = (outcome: string) => {
    if (outcome === expected) return;
    const other = outcome.slice(0, shownCharacters).replaceAll(/\s+/g, " ");
    tally.others.set(other, (tally.others.get(other) ?? 0) + 1);
  };
  const start = performance.now();
  while (!ending.aborted) {
    tally.sent++;
    const asked = ask()
      .then(note, (error) => note(String(error)))
      .finally(() => waiting.delete(asked));
    waiting.add(asked);
    const early = start + (tally.sent * 1_000) / perSecond - performance.now();
    if (early > 1) await delay(early);
    // Whoever watches does so for three seconds: more than these are no sign of a queue.
    if (waiting.size > perSecond * 10) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  return tally;
}
