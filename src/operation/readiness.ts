import { setTimeout as delay } from "node:timers/promises";
import { readProgress } from "../domain/dataMigrations/readProgress.ts";
import type { Service } from "../domain/service.ts";

/** What keeps a service from taking requests. */
export interface Hindrance {
  check: "database" | "migrations" | "stopping";
  detail: string;
}

/** Whether a service can take requests. */
export interface Readiness {
  /** None where it can. */
  hindrances: Hindrance[];
  /** Data migrations that run beside it, and hinder nothing. */
  dataMigrations: { name: string; percent: number }[];
}

const longestAnswerMilliseconds = 1_000;
/** As long as an answer is good for whoever asks next. */
const keptMilliseconds = 500;

/**
 * A check of whether the service can take requests: answers within a second. Anybody
 * may ask as often as they like, so the database is asked once for all who ask at about one time.
 */
export function createReadinessCheck(
  service: Service,
  failedToWrite: () => boolean,
): () => Promise<Readiness> {
  let stopping = false;
  service.events.once("shutdownStarted", () => {
    stopping = true;
  });
  let latest: { readiness: Promise<Readiness>; endsAt: number } | undefined;

  async function check(): Promise<Readiness> {
    const ending = new AbortController();
    const late = delay(longestAnswerMilliseconds, silent, { signal: ending.signal });
    const readiness = await Promise.race([
      askDatabase(service, failedToWrite),
      late.catch(() => silent),
    ]);
    ending.abort();
    return readiness;
  }

  return async () => {
    if (stopping) return hinderedBy("stopping", "The service is about to stop.");
    if (latest && performance.now() < latest.endsAt) return latest.readiness;
    const asked = { readiness: check(), endsAt: Number.POSITIVE_INFINITY };
    latest = asked;
    await asked.readiness;
    asked.endsAt = performance.now() + keptMilliseconds;
    return asked.readiness;
  };
}

const silent = hinderedBy("database", "The database does not answer within a second.");

async function askDatabase(service: Service, failedToWrite: () => boolean): Promise<Readiness> {
  try {
    const missing = await service.unappliedMigrations();
    if (missing.length > 0) {
      return hinderedBy("migrations", "The database lacks migrations of this version.");
    }
    const known = await service.findWriteProblem();
    if (known !== undefined) {
      return hinderedBy("database", `The database cannot be written: ${known}.`);
    }
    if (failedToWrite()) {
      return hinderedBy("database", "The database cannot be written. The log says why.");
    }
    const running = await readProgress(service.database);
    const dataMigrations = running.map(({ name, ratio }) => ({
      name,
      percent: Math.floor(ratio * 100),
    }));
    return { hindrances: [], dataMigrations };
  } catch {
    return hinderedBy("database", "The database cannot be read.");
  }
}

/** A service that cannot take requests. */
export function hinderedBy(check: Hindrance["check"], detail: string): Readiness {
  return { hindrances: [{ check, detail }], dataMigrations: [] };
}
