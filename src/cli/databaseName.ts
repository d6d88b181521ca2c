import { resolve } from "node:path";
import { isPostgres } from "../db/databaseUrl.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";

/**
 * Returns a display name of a database: its absolute path, or its URL without user and password.
 */
export function databaseName(databaseUrl: string): string {
  if (!isPostgres(databaseUrl)) return resolve(sqlitePath(databaseUrl));
  const { host, pathname } = new URL(databaseUrl);
  return `postgres://${host}${pathname}`;
}
