import type { Logger } from "pino";
import { startAccountPurge } from "../core/accounts/accountPurge.ts";
import { deleteExpiredKnownAddresses } from "../core/accounts/knownAddresses.ts";
import type { ClickWriter } from "../core/clicks/clickWriter.ts";
import { startRetention } from "../core/clicks/retention.ts";
import { startDataMigrator } from "../core/dataMigrations/dataMigrator.ts";
import type { DomainEvents } from "../core/events/domainEvents.ts";
import type { Database } from "../db/database.ts";
import { monitorClock } from "../observability/clockMonitor.ts";
import { createDataMigrationReport } from "../observability/dataMigrationReport.ts";
import { hourMilliseconds } from "../time.ts";

interface BackgroundJobsOptions {
  database: Database;
  events: DomainEvents;
  writer: ClickWriter;
  clickRetentionDays: number;
  log: Logger;
}

/**
 * Starts the jobs that run once per machine: purging old data and data of deleted accounts, data
 * migrations, and the clock monitor. Returns a function that stops them.
 */
export function startBackgroundJobs({
  database,
  events,
  writer,
  clickRetentionDays,
  log,
}: BackgroundJobsOptions): () => Promise<void> {
  const stopRetention = startRetention(writer, clickRetentionDays, (error) =>
    log.error({ err: error }, "Expired clicks could not be deleted; retrying in an hour."),
  );
  const stopAccountRemover = startAccountPurge({
    database,
    events,
    purgeNext: () => writer.removeAccounts(Date.now()),
    onError: (error) =>
      log.error({ err: error }, "Deleted accounts could not be purged; retrying in a minute."),
  });
  const stopDataMigrator = startDataMigrator({
    runBatch: () => writer.migrateData(Date.now()),
    ...createDataMigrationReport(log),
  });
  const stopAddressCleanup = repeat(hourMilliseconds, () =>
    deleteExpiredKnownAddresses({ database }).catch((error: unknown) =>
      log.error(
        { err: error },
        "IP addresses of old logins could not be deleted; retrying in an hour.",
      ),
    ),
  );
  const stopWatchingClock = monitorClock(log);
  return async () => {
    stopRetention();
    stopAddressCleanup();
    stopWatchingClock();
    await Promise.all([stopAccountRemover(), stopDataMigrator()]);
  };
}

/** Runs the task now and after each interval. Returns a function that stops it. */
function repeat(milliseconds: number, task: () => Promise<void>): () => void {
  void task();
  const timer = setInterval(() => void task(), milliseconds).unref();
  return () => clearInterval(timer);
}
