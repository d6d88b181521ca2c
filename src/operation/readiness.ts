import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "../domain/service.ts";

/** What keeps a service from taking requests. */
export interface Hindrance {
  check: "database" | "migrations" | "stopping";
  detail: string;
}

const longestAnswerMilliseconds = 1_000;
/** As long as an answer is good for whoever asks next. */
const keptMilliseconds = 500;

/**
 * A check of whether the service can take requests: answers what hinders it, within a second. Anybody
 * may ask as often as they like, so the database is asked once for all who ask at about one time.
 */
export function createReadinessCheck(service: Service): () => Promise<Hindrance[]> {
  let stopping = false;
  service.events.once("stopping", () => {
    stopping = true;
  });
  let latest: { hindrances: Promise<Hindrance[]>; endsAt: number } | undefined;

  async function check(): Promise<Hindrance[]> {
    const ending = new AbortController();
    const late = delay(longestAnswerMilliseconds, silent, { signal: ending.signal });
    const hindrances = await Promise.race([askDatabase(service), late.catch(() => [])]);
    ending.abort();
    return hindrances;
  }

  return async () => {
    if (stopping) return [{ check: "stopping", detail: "The service is about to stop." }];
    if (latest && performance.now() < latest.endsAt) return latest.hindrances;
    const asked = { hindrances: check(), endsAt: Number.POSITIVE_INFINITY };
    latest = asked;
    await asked.hindrances;
    asked.endsAt = performance.now() + keptMilliseconds;
    return asked.hindrances;
  };
}

const silent: Hindrance[] = [
  { check: "database", detail: "The database does not answer within a second." },
];

async function askDatabase(service: Service): Promise<Hindrance[]> {
  try {
    const missing = await service.unappliedMigrations();
    if (missing.length === 0) return [];
    return [{ check: "migrations", detail: "The database lacks migrations of this version." }];
  } catch {
    return [{ check: "database", detail: "The database cannot be read." }];
  }
}
