import type { ClickStore } from "./clickStore.ts";
import { isPostgres } from "./databaseUrl.ts";
import { openPostgresClickStore } from "./postgres/clickStore.ts";
import { openSqliteClickStore } from "./sqlite/clickStore.ts";
import type { StorageOptions } from "./storage.ts";

/** Opens the click store with a connection of its own. */
export function openClickStore(options: StorageOptions): ClickStore {
  return isPostgres(options.databaseUrl)
    ? openPostgresClickStore(options)
    : openSqliteClickStore(options.databaseUrl);
}
