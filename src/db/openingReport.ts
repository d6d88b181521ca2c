/** The migration of an older database to this version. */
export interface DatabaseMigration {
  /** Names of the newest migration before and after. */
  from: string;
  to: string;
  milliseconds: number;
  /** Path of the copy that was created before the migration; undefined if there is none. */
  backup: string | undefined;
}

/** Information about the opening of a database for the operator. */
export interface OpeningReport {
  /** Undefined if the database was new, or already of this version. */
  migration: DatabaseMigration | undefined;
  warnings: string[];
}
