import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { isPostgres } from "../db/databaseUrl.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";
import { CommandError } from "./commandError.ts";
import { jsonOption } from "./parseArguments.ts";

/** The switches of a command that writes a file. */
export const fileOptions = {
  ...jsonOption,
  force: { type: "boolean", default: false },
} as const;

/** Absolute path of the database's file. Throws a CommandError where it is none. */
export function requireSqlitePath(databaseUrl: string): string {
  if (isPostgres(databaseUrl)) {
    throw new CommandError(
      "The database is PostgreSQL's: back it up with pg_dump, and restore it with pg_restore.",
    );
  }
  return resolve(sqlitePath(databaseUrl));
}

/** True where both paths lead to one file, through whatever links. */
export function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}
