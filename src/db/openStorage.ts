import { statSync } from "node:fs";
import { isPostgres } from "./databaseUrl.ts";
import type { OnStatement } from "./statementMetrics.ts";
import type { Storage, StorageOptions } from "./storage.ts";

/**
 * Returns true if opening the database would create it: there is no file, or the PostgreSQL database
 * has none of this program's tables. Returns false if this cannot be determined.
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
 * Opens the database, applies missing migrations and verifies that it can be written. Loads only the
 * engine that the URL selects. Throws DatabaseOpenError if any of that fails, or
 * DatabaseUnreachableError if the failure may be temporary. Calls `noteReplica` every second with the
 * error of the replica, or with undefined if it responds.
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
