import type { Awaitable } from "./lookup.ts";

/** Parameters of a statement. Times are passed as dates and returned in milliseconds. */
export type Parameters = Record<string, string | number | Date | null>;

/** A text column in a table whose rows have an id. */
export interface TextColumn {
  table: string;
  column: string;
}

/** A text as it was read, and its replacement. */
export interface TextReplacement {
  id: number;
  before: string;
  after: string;
}

/** Statements of a batch of a data migration, in one transaction with its progress. */
export interface DataMigrationTransaction {
  /** Returns rows. Parameters are named, for example `@id`, here and in `run`. */
  all<Row>(sql: string, parameters?: Parameters): Awaitable<Row[]>;
  /** Returns the number of written rows. */
  run(sql: string, parameters?: Parameters): Awaitable<number>;
  /** Replaces the texts that have not changed since they were read. Returns how many. */
  replaceTexts(column: TextColumn, replacements: TextReplacement[]): Awaitable<number>;
  /**
   * Ends a statement that reads rows to be written. Until the transaction ends, others skip these rows.
   */
  forUpdate: string;
}

/** Runs a batch whose writes are applied completely or not at all. It may be run again. */
export type WithDataMigrationTransaction = <Result>(
  act: (transaction: DataMigrationTransaction) => Promise<Result>,
) => Promise<Result>;
