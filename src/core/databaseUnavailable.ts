import { toUnavailability } from "../db/databaseErrors.ts";
import { DatabaseUnavailableError } from "./errors.ts";

/** Returns the error for callers if the database is temporarily unavailable, otherwise undefined. */
export function toDatabaseUnavailableError(error: unknown): DatabaseUnavailableError | undefined {
  const fault = toUnavailability(error);
  return fault && new DatabaseUnavailableError(fault.isUnwritable);
}
