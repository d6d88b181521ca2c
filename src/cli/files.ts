import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { isPostgres } from "../db/databaseUrl.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";
import { CommandError } from "./commandError.ts";
import { jsonOption } from "./parseArguments.ts";

/** Options of a command that writes a file. */
export const fileOptions = {
  ...jsonOption,
  force: { type: "boolean", default: false },
} as const;

/**
 * Returns the absolute path of the database file. Throws a CommandError for a PostgreSQL database.
 */
export function requireSqlitePath(databaseUrl: string): string {
  if (isPostgres(databaseUrl)) {
    throw new CommandError(
      "The database is PostgreSQL's: back it up with pg_dump, and restore it with pg_restore.",
    );
  }
  return resolve(sqlitePath(databaseUrl));
}

/** Returns whether both paths point to the same file, following links. */
export function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}
