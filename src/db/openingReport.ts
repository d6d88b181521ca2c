/** The migration of an older database to this version. */
export interface DatabaseMigration {
  /** Names of the newest migration before and after. */
  from: string;
  to: string;
  milliseconds: number;
  /** Path of the copy that was made before it; undefined where none was. */
  backup: string | undefined;
}

/** What an operator has to know of the opening of a database. */
export interface OpeningReport {
  /** Undefined where it was new, or of this version already. */
  migration: DatabaseMigration | undefined;
  warnings: string[];
}
