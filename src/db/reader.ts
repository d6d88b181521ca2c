import type { Database } from "./database.ts";
import type { LinkListQuery, LinkPosition } from "./linkLists.ts";
import type {
  HourCounts,
  StatsSubject,
  TimeBounds,
  TopValuesQuery,
  TopValuesResult,
} from "./lookup.ts";

/**
 * What reads that may take long go through: lists, searches and statistics. They have threads or
 * connections of their own, so that no look-up and no write waits for them, and each statement has a
 * deadline, after which it rejects with what `isReadTimeout` knows.
 */
export interface Reader {
  /** The generated client, for reading alone. */
  database: Database;
  /** Where an owner's links stand that a list asks for, in its order. */
  listLinks(query: LinkListQuery): Promise<LinkPosition[]>;
  /**
   * What a subject's hours from each start to before its end add up to, in the order of the bounds,
   * each of which ends where the next starts.
   */
  sumHours(subject: StatsSubject, bounds: TimeBounds[]): Promise<HourCounts[]>;
  /** The most frequent values that a subject's days had. */
  sumDays(subject: StatsSubject, query: TopValuesQuery): Promise<TopValuesResult>;
  /** How many statements it runs at once. */
  concurrency: number;
  close(): Promise<void>;
}
