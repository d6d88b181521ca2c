import { setTimeout as delay } from "node:timers/promises";
import { unappliedMigrations } from "../db/migrate.ts";
import type { Service } from "../domain/service.ts";

/** What keeps a service from taking requests. */
export interface Hindrance {
  check: "database" | "migrations" | "stopping";
  detail: string;
}

const longestAnswerMilliseconds = 1_000;

/** A check of whether the service can take requests: answers what hinders it, within a second. */
export function createReadinessCheck(service: Service): () => Promise<Hindrance[]> {
  let stopping = false;
  service.events.once("stopping", () => {
    stopping = true;
  });
  return async () => {
    if (stopping) return [{ check: "stopping", detail: "The service is about to stop." }];
    const ending = new AbortController();
    const late = delay(longestAnswerMilliseconds, silent, { signal: ending.signal });
    const hindrances = await Promise.race([askDatabase(service), late.catch(() => [])]);
    ending.abort();
    return hindrances;
  };
}

const silent: Hindrance[] = [
  { check: "database", detail: "The database does not answer within a second." },
];

async function askDatabase({ database }: Service): Promise<Hindrance[]> {
  try {
    const missing = await unappliedMigrations(database);
    if (missing.length === 0) return [];
    return [{ check: "migrations", detail: "The database lacks migrations of this version." }];
  } catch {
    return [{ check: "database", detail: "The database cannot be read." }];
  }
}
