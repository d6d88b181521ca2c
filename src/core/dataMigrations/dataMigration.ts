import type { DataMigrationTransaction } from "../../db/dataMigration.ts";
import type { Awaitable } from "../../db/lookup.ts";

/**
 * A change of stored data that SQL cannot make, or that would hold the start of a service up for long.
 * It is made in batches while the service runs, so the program works with both forms of the data, as
 * does the version before it: what that one writes behind the place of the next batch stays as it was.
 */
export interface DataMigration {
  /** Its key in the database. It never changes. */
  name: string;
  /** Returns the units of work that there are, such as ids: near enough to tell how far it is. */
  measure(transaction: DataMigrationTransaction): Awaitable<number>;
  /**
   * Runs the batch that begins at the cursor, null for the first. Takes some ten milliseconds. To run
   * it twice changes nothing more.
   */
  runBatch(transaction: DataMigrationTransaction, cursor: string | null): Promise<DataBatch>;
}

/** What a batch has done. */
export interface DataBatch {
  /** Where the next one begins; null after the last. */
  next: string | null;
  /** Units of work, of those that were measured. */
  units: number;
  rowsRead: number;
  rowsChanged: number;
}

/** How far a data migration is. */
export interface DataMigrationProgress {
  name: string;
  /** From 0 to 1, and 1 only when it is finished. */
  ratio: number;
  rowsRead: number;
  rowsChanged: number;
  /** When its first batch began, in milliseconds. */
  startedAt: number;
  isFirstBatch: boolean;
  isFinished: boolean;
}
