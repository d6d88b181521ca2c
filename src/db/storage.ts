import type { Database } from "./database.ts";
import type { Lookup } from "./lookup.ts";
import type { OpeningReport } from "./openingReport.ts";
import type { Reader } from "./reader.ts";
import type { RunInTimeSlice } from "./timeSlicing.ts";

/** What the domain keeps things in, whichever engine that is. */
export interface Storage {
  /** The generated client. */
  database: Database;
  /** Finds what is asked for all the time, past the query engine. */
  lookup: Lookup;
  reader: Reader;
  /** Shared by all that holds the event loop, as statements of the client do on SQLite. */
  runInTimeSlice: RunInTimeSlice;
  /** How many writes the client can do at once. */
  maxConcurrentWrites: number;
  opening: OpeningReport;
  /** Names of the migrations that this program knows and the database lacks. */
  unappliedMigrations(): Promise<string[]>;
  /** What keeps the database from being written, in a few words; undefined where nothing is known to. */
  findWriteProblem(): Promise<string | undefined>;
  /** How many connections the database allows the service; undefined where it has no limit. */
  connectionLimit(): Promise<ConnectionLimit | undefined>;
  close(): Promise<void>;
}

export interface ConnectionLimit {
  connections: number;
  /** What says so. */
  source: string;
}

export interface StorageOptions {
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
