import type { Database } from "./database.ts";
import type { Lookup } from "./lookup.ts";
import type { OpeningReport } from "./openingReport.ts";
import type { Reader } from "./reader.ts";
import type { RunInTimeSlice } from "./timeSlicing.ts";

/** Storage of the core, whichever engine is used. */
export interface Storage {
  /** The generated client. */
  database: Database;
  /** Runs the most frequent queries, bypassing the query engine. */
  lookup: Lookup;
  reader: Reader;
  /** Shared by all work that blocks the event loop, as statements of the client do on SQLite. */
  runInTimeSlice: RunInTimeSlice;
  /** Maximum number of concurrent writes of the client. */
  maxConcurrentWrites: number;
  opening: OpeningReport;
  /** Returns the names of the migrations that this program knows and the database lacks. */
  unappliedMigrations(): Promise<string[]>;
  /** Returns in a few words why the database cannot be written; undefined if no cause is known. */
  findWriteProblem(): Promise<string | undefined>;
  /** Returns how many connections the database allows the service; undefined if it has no limit. */
  connectionLimit(): Promise<ConnectionLimit | undefined>;
  close(): Promise<void>;
}

export interface ConnectionLimit {
  connections: number;
  /** Setting that imposes the limit. */
  source: string;
}

export interface StorageOptions {
  /** `file:…` for SQLite, `postgres://…` or `postgresql://…` for PostgreSQL. */
  databaseUrl: string;
  /** SQLite: whether an older database is copied before it is migrated. Defaults to true. */
  migrationBackup?: boolean;
  /** PostgreSQL: URL of a replica that redirects and statistics are read from. */
  replicaUrl?: string | undefined;
  /** PostgreSQL: maximum number of connections of a process. */
  poolSize?: number;
  /** PostgreSQL: timeout of a statement. */
  statementTimeoutSeconds?: number;
  /** Timeout of a reader's statement. */
  readTimeoutSeconds?: number;
}

/** Default of `readTimeoutSeconds`. */
export const defaultReadTimeoutSeconds = 5;
