import type { Logger } from "pino";
import { Gauge } from "prom-client";
import type { DataMigrationProgress } from "../core/dataMigrations/dataMigration.ts";
import { toUnavailability } from "../db/databaseErrors.ts";
import { createIncidentLog } from "./incidentLog.ts";
import { processMetrics } from "./metrics.ts";

const intervalMilliseconds = 10_000;
const metricName = "lnk7_data_migration_progress_ratio";

/**
 * Reports the progress of data migrations, in the log and as a metric. A migration that finds no
 * rows, as in a new database, is not logged.
 */
export function createDataMigrationReport(log: Logger) {
  const gauge = progressGauge();
  const incidents = createIncidentLog(log, {
    failedMessage: "A batch of a data migration failed. Retrying.",
    recoveredMessage: "Data migrations continue.",
  });
  let isWaiting = false;
  let loggedName = "";
  let loggedAt = 0;

  function onProgress(progress: DataMigrationProgress): void {
    const { name, ratio, rowsRead, rowsChanged, startedAt, isFirstBatch, isFinished } = progress;
    incidents.recovered();
    isWaiting = false;
    gauge.set({ migration: name }, ratio);
    const fields = { migration: name, percent: Math.floor(ratio * 100), rowsRead, rowsChanged };
    if (isFinished) {
      const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
      if (rowsRead > 0) log.info({ ...fields, seconds }, "Data migration finished.");
    } else if (name !== loggedName) {
      loggedAt = performance.now();
      log.info(fields, isFirstBatch ? "Data migration started." : "Data migration resumed.");
    } else if (performance.now() - loggedAt >= intervalMilliseconds) {
      loggedAt = performance.now();
      log.info(fields, "Data migration in progress.");
    }
    loggedName = name;
  }

  function onError(error: unknown): void {
    const reason = toUnavailability(error)?.reason;
    if (reason === undefined) incidents.failed({ err: error });
    else if (!isWaiting) log.warn({ reason }, "Data migrations are waiting for the database.");
    isWaiting = true;
  }

  return { onProgress, onError };
}

/** Returns the gauge, which all services of a process share. */
function progressGauge(): Gauge<"migration"> {
  const registry = processMetrics();
  const existing = registry.getSingleMetric(metricName) as Gauge<"migration"> | undefined;
  return (
    existing ??
    new Gauge({
      name: metricName,
      help: "Progress of a data migration in the background, from 0 to 1, by name. Reported by the process that runs it. Alert when it stays below 1 without growing.",
      labelNames: ["migration"],
      registers: [registry],
    })
  );
}
