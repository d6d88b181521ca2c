import { setTimeout as delay } from "node:timers/promises";
import { readProgress } from "../core/dataMigrations/readProgress.ts";
import type { Services } from "../core/services.ts";

/** A reason why a service cannot take requests. */
export interface FailedCheck {
  check: "database" | "migrations" | "stopping";
  detail: string;
}

/** Readiness of a service to take requests. */
export interface Readiness {
  /** Empty if the service is ready. */
  failedChecks: FailedCheck[];
  /** Data migrations that run in the background, which do not affect readiness. */
  dataMigrations: { name: string; percent: number }[];
}

const timeoutMilliseconds = 1_000;
/** Time for which a result is reused. */
const cacheTtlMilliseconds = 500;

/**
 * Creates a readiness check, which returns within a second. It can be called at any rate, because
 * concurrent callers share one database query.
 */
export function createReadinessCheck(
  services: Services,
  hasWriteFailure: () => boolean,
): () => Promise<Readiness> {
  let latest: { readiness: Promise<Readiness>; endsAt: number } | undefined;

  async function check(): Promise<Readiness> {
    const controller = new AbortController();
    const timeout = delay(timeoutMilliseconds, timedOut, { signal: controller.signal });
    const readiness = await Promise.race([
      checkDatabase(services, hasWriteFailure),
      timeout.catch(() => timedOut),
    ]);
    controller.abort();
    return readiness;
  }

  return async () => {
    if (services.shutdownSignal.aborted) return notReady("stopping", "The service is stopping.");
    if (latest && performance.now() < latest.endsAt) return latest.readiness;
    const entry = { readiness: check(), endsAt: Number.POSITIVE_INFINITY };
    latest = entry;
    await entry.readiness;
    entry.endsAt = performance.now() + cacheTtlMilliseconds;
    return entry.readiness;
  };
}

const timedOut = notReady("database", "The database did not respond within one second.");

async function checkDatabase(
  services: Services,
  hasWriteFailure: () => boolean,
): Promise<Readiness> {
  try {
    const missing = await services.unappliedMigrations();
    if (missing.length > 0) {
      return notReady("migrations", "The database lacks migrations of this version.");
    }
    const reason = await services.findWriteProblem();
    if (reason !== undefined) {
      return notReady("database", `The database cannot be written: ${reason}.`);
    }
    if (hasWriteFailure()) {
      return notReady("database", "The database cannot be written. See the log for the reason.");
    }
    const running = await readProgress(services.database);
    const dataMigrations = running.map(({ name, ratio }) => ({
      name,
      percent: Math.floor(ratio * 100),
    }));
    return { failedChecks: [], dataMigrations };
  } catch {
    return notReady("database", "The database cannot be read.");
  }
}

/** Returns the readiness of a service that cannot take requests. */
export function notReady(check: FailedCheck["check"], detail: string): Readiness {
  return { failedChecks: [{ check, detail }], dataMigrations: [] };
}
