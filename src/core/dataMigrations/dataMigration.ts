import type { DataMigrationTransaction } from "../../db/dataMigration.ts";
import type { Awaitable } from "../../db/lookup.ts";

/**
 * A change of stored data that SQL cannot do, or that would delay the start of a service for long.
 * It runs in batches while the service runs, so the program works with both forms of the data. So
 * does the previous version: rows that it writes before the position of the next batch stay
 * unchanged.
 */
export interface DataMigration {
  /** Its key in the database. It never changes. */
  name: string;
  /** Returns the total units of work, such as ids: exact enough to show the progress. */
  measure(transaction: DataMigrationTransaction): Awaitable<number>;
  /**
   * Runs the batch that starts at the cursor; null for the first. Takes some ten milliseconds.
   * Running it twice changes nothing more.
   */
  runBatch(transaction: DataMigrationTransaction, cursor: string | null): Promise<DataBatch>;
}

/** Result of a batch. */
export interface DataBatch {
  /** Start of the next batch; null after the last. */
  next: string | null;
  /** Completed units of work, as `measure` counts them. */
  units: number;
  rowsRead: number;
  rowsChanged: number;
}

/** Progress of a data migration. */
export interface DataMigrationProgress {
  name: string;
  /** From 0 to 1; 1 only when the migration is finished. */
  ratio: number;
  rowsRead: number;
  rowsChanged: number;
  /** Start of its first batch, in milliseconds. */
  startedAt: number;
  isFirstBatch: boolean;
  isFinished: boolean;
}
