import type { Logger } from "pino";
import type { OpeningReport } from "../db/openingReport.ts";

/** Logs migrations and warnings from opening the database, if any. */
export function logDatabaseOpening(log: Logger, { migration, warnings }: OpeningReport): void {
  if (migration) log.info(migration, "The database was migrated to this version.");
  for (const warning of warnings) log.warn(warning);
}
