import { setTimeout as delay } from "node:timers/promises";
import type { Scenario } from "./scenarios.ts";

/** The outcome of the requests of one kind. */
export interface ScenarioResult {
  scenario: string;
  expected: string;
  sent: number;
  /** The number of each unexpected outcome. */
  unexpected: Map<string, number>;
}

const maxOutcomeLength = 60;

/** Sends requests of all kinds, each at its own rate, until stopped. */
export function startScenarios(scenarios: Scenario[]): { stop(): Promise<ScenarioResult[]> } {
  const ending = new AbortController();
  const senders = scenarios.map((kind) => send(kind, ending.signal));
  return {
    stop: () => {
      ending.abort();
      return Promise.all(senders);
    },
  };
}

async function send(
  { name, perSecond, expected, send }: Scenario,
  ending: AbortSignal,
): Promise<ScenarioResult> {
  const result: ScenarioResult = { scenario: name, expected, sent: 0, unexpected: new Map() };
  const waiting = new Set<Promise<unknown>>();
  const note = (outcome: string) => {
    if (outcome === expected) return;
    const other = outcome.slice(0, maxOutcomeLength).replaceAll(/\s+/g, " ");
    result.unexpected.set(other, (result.unexpected.get(other) ?? 0) + 1);
  };
  const start = performance.now();
  while (!ending.aborted) {
    result.sent++;
    const asked = send()
      .then(note, (error) => note(String(error)))
      .finally(() => waiting.delete(asked));
    waiting.add(asked);
    const early = start + (result.sent * 1_000) / perSecond - performance.now();
    if (early > 1) await delay(early);
    // A subscription lasts three seconds, so fewer pending requests than this do not indicate a queue.
    if (waiting.size > perSecond * 10) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  return result;
}
