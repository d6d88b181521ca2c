import { statSync } from "node:fs";
import { isPostgres } from "./databaseUrl.ts";
import type { OnStatement } from "./statementMetrics.ts";
import type { Storage, StorageOptions } from "./storage.ts";

/**
 * Whether opening the database would make it: there is no file, or nothing of this program's in the
 * database of PostgreSQL. False where that cannot be told.
 */
export async function isNewDatabase({ databaseUrl }: StorageOptions): Promise<boolean> {
  if (isPostgres(databaseUrl)) {
    const { lacksTables } = await import("./postgres/lacksTables.ts");
    return lacksTables(databaseUrl);
  }
  const { sqlitePath } = await import("./sqlite/adapter.ts");
  const { size } = statSync(sqlitePath(databaseUrl), { throwIfNoEntry: false }) ?? { size: 0 };
  return size === 0;
}

/**
 * Opens the database, brings it to the newest migration and proves that it can be written. Only the
 * engine that the URL names is loaded. Throws a DatabaseOpenError where any of that fails, which
 * is a DatabaseUnreachableError where it may pass by itself.
 * `noteReplica` hears each second why the replica does not answer, and undefined where it does.
 */
export async function openStorage(
  options: StorageOptions,
  onStatement: OnStatement = () => {},
  onReplicaStatus: (error: unknown) => void = () => {},
): Promise<Storage> {
  if (isPostgres(options.databaseUrl)) {
    const { openPostgres } = await import("./postgres/open.ts");
    return openPostgres(options, onStatement, onReplicaStatus);
  }
  const { openSqlite } = await import("./sqlite/open.ts");
  return openSqlite(options, onStatement);
}
