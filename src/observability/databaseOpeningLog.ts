import type { Logger } from "pino";
import type { OpeningReport } from "../db/openingReport.ts";

/** Logs how the database was opened, where there is anything to say. */
export function logDatabaseOpening(log: Logger, { migration, warnings }: OpeningReport): void {
  if (migration) log.info(migration, "The database was migrated to this version.");
  for (const warning of warnings) log.warn(warning);
}
