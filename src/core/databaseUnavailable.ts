import { toUnavailability } from "../db/databaseErrors.ts";
import { DatabaseUnavailableError } from "./errors.ts";

/** The failure that callers are told of where the database cannot do its work at the moment. */
export function toDatabaseUnavailableError(error: unknown): DatabaseUnavailableError | undefined {
  const fault = toUnavailability(error);
  return fault && new DatabaseUnavailableError(fault.isUnwritable);
}
