import { statSync } from "node:fs";
import type { Database } from "./database.ts";
import type { Lookup } from "./lookup.ts";
import type { OpeningReport } from "./openingReport.ts";
import type { Reader } from "./reader.ts";
import type { StatementTimes } from "./statementTimes.ts";
import type { TurnBudget } from "./turnBudget.ts";

/** What the domain keeps things in, whichever engine that is. */
export interface Storage {
  /** The generated client. */
  database: Database;
  /** Finds what is asked for all the time, past the query engine. */
  lookup: Lookup;
  reader: Reader;
  /** Shared by all that holds the event loop, as statements of the client do on SQLite. */
  withinBudget: TurnBudget;
  /** How many writes the client can do at once. */
  writesAtOnce: number;
  opening: OpeningReport;
  /** Names of the migrations that this program knows and the database lacks. */
  unappliedMigrations(): Promise<string[]>;
  /** What keeps the database from being written, in a few words; undefined where nothing is known to. */
  writeHindrance(): Promise<string | undefined>;
  /** How many connections the database allows the service; undefined where it has no limit. */
  connectionLimit(): Promise<ConnectionLimit | undefined>;
  close(): Promise<void>;
}

export interface ConnectionLimit {
  connections: number;
  /** What says so. */
  by: string;
}

export interface StorageSettings {
  /** `file:…` for SQLite, `postgres://…` or `postgresql://…` for PostgreSQL. */
  databaseUrl: string;
  /** Of SQLite: whether an older database is copied before it is migrated; true where absent. */
  migrationBackup?: boolean;
  /** Of PostgreSQL: a database that follows it, which redirects and statistics are read from. */
  replicaUrl?: string | undefined;
  /** Of PostgreSQL: the connections that a process opens at most. */
  poolSize?: number;
  /** Of PostgreSQL: after how long it gives up a statement. */
  statementTimeoutSeconds?: number;
  /** After how long a statement of a reader is given up. */
  readTimeoutSeconds?: number;
}

/** Where nothing else is said. */
export const defaultReadTimeoutSeconds = 5;

/** True where the URL names a database of PostgreSQL. */
export function isPostgres(databaseUrl: string): boolean {
  return /^postgres(ql)?:/.test(databaseUrl);
}

/**
 * Whether opening the database would make it: there is no file, or nothing of this program's in the
 * database of PostgreSQL. False where that cannot be told.
 */
export async function isNewDatabase({ databaseUrl }: StorageSettings): Promise<boolean> {
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
 * engine that the URL names is loaded. Throws a DatabaseUnavailableError where any of that fails, which
 * is a DatabaseAwayError where it may pass by itself.
 * `noteReplica` hears each second why the replica does not answer, and undefined where it does.
 */
export async function openStorage(
  settings: StorageSettings,
  noteStatement: StatementTimes = () => {},
  noteReplica: (error: unknown) => void = () => {},
): Promise<Storage> {
  if (isPostgres(settings.databaseUrl)) {
    const { openPostgres } = await import("./postgres/open.ts");
    return openPostgres(settings, noteStatement, noteReplica);
  }
  const { openSqlite } = await import("./sqlite/open.ts");
  return openSqlite(settings, noteStatement);
}
