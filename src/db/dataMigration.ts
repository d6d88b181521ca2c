import type { Awaitable } from "./lookup.ts";

/** Times are given as dates and answered in milliseconds. */
export type Parameters = Record<string, string | number | Date | null>;

/** A column of text in a table whose rows have an id. */
export interface TextColumn {
  table: string;
  column: string;
}

/** A text as it was read, and what it becomes. */
export interface TextReplacement {
  id: number;
  before: string;
  after: string;
}

/** What a batch of a data migration reads and writes with: all in one transaction with its progress. */
export interface DataMigrationTransaction {
  /** Returns rows. Parameters have names, `@like` this; so below. */
  all<Row>(sql: string, parameters?: Parameters): Awaitable<Row[]>;
  /** Returns how many rows were written. */
  run(sql: string, parameters?: Parameters): Awaitable<number>;
  /** Replaces the texts that are still as they were read. Returns how many. */
  replaceTexts(column: TextColumn, replacements: TextReplacement[]): Awaitable<number>;
  /** What ends a statement that reads rows to be written: others pass them over until then. */
  forUpdate: string;
}

/** Runs a batch: what it writes is written wholly or not at all. It may be run again. */
export type WithDataMigrationTransaction = <Result>(
  act: (transaction: DataMigrationTransaction) => Promise<Result>,
) => Promise<Result>;
