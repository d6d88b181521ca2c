import type { Logger } from "pino";
import type { Database } from "./db/database.ts";
import type { ClickWriter } from "./domain/clicks/clickWriter.ts";
import { startRetention } from "./domain/clicks/retention.ts";
import { startDataMigrator } from "./domain/dataMigrations/dataMigrator.ts";
import type { DomainEvents } from "./domain/events.ts";
import { startAccountPurge } from "./domain/users/accountPurge.ts";
import { deleteExpiredKnownAddresses } from "./domain/users/knownAddresses.ts";
import { createDataMigrationReport } from "./operation/dataMigrationReport.ts";
import { watchClock } from "./operation/watchClock.ts";
import { hourMilliseconds } from "./time.ts";

interface Surroundings {
  database: Database;
  events: DomainEvents;
  writer: ClickWriter;
  clickRetentionDays: number;
  log: Logger;
}

/**
 * Starts what one process does for all that share its machine: removes what is old and what deleted
 * accounts have left, runs data migrations, and watches the clock. The answer stops it.
 */
export function startPeriodicWork({
  database,
  events,
  writer,
  clickRetentionDays,
  log,
}: Surroundings): () => Promise<void> {
  const stopRetention = startRetention(writer, clickRetentionDays, (error) =>
    log.error({ err: error }, "Old clicks could not be removed; trying again in an hour."),
  );
  const stopAccountRemover = startAccountPurge({
    database,
    events,
    purgeNext: () => writer.removeAccounts(Date.now()),
    onError: (error) =>
      log.error({ err: error }, "Deleted accounts could not be removed; trying again in a minute."),
  });
  const stopDataMigrator = startDataMigrator({
    runBatch: () => writer.migrateData(Date.now()),
    ...createDataMigrationReport(log),
  });
  const stopForgetting = repeat(hourMilliseconds, () =>
    deleteExpiredKnownAddresses({ database }).catch((error: unknown) =>
      log.error(
        { err: error },
        "Addresses of old logins could not be removed; trying again in an hour.",
      ),
    ),
  );
  const stopWatchingClock = watchClock(log);
  return async () => {
    stopRetention();
    stopForgetting();
    stopWatchingClock();
    await Promise.all([stopAccountRemover(), stopDataMigrator()]);
  };
}

/** Does the work now and then each time the interval is over, until the answer is called. */
function repeat(milliseconds: number, work: () => Promise<void>): () => void {
  void work();
  const timer = setInterval(() => void work(), milliseconds).unref();
  return () => clearInterval(timer);
}
