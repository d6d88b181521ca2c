import type { Database } from "./database.ts";
import type { LinkListQuery, LinkPlace } from "./linkLists.ts";
import type { Bounds, CountedSubject, DayValues, DayValuesQuery, HourCounts } from "./lookup.ts";

/**
 * What reads that may take long go through: lists, searches and statistics. They have threads or
 * connections of their own, so that no look-up and no write waits for them, and each statement has a
 * deadline, after which it rejects with what `isReadTimeout` knows.
 */
export interface Reader {
  /** The generated client, for reading alone. */
  database: Database;
  /** Where an owner's links stand that a list asks for, in its order. */
  listLinks(query: LinkListQuery): Promise<LinkPlace[]>;
  /**
   * What a subject's hours from each start to before its end add up to, in the order of the bounds,
   * each of which ends where the next starts.
   */
  sumHours(subject: CountedSubject, bounds: Bounds[]): Promise<HourCounts[]>;
  /** The most frequent values that a subject's days had. */
  sumDays(subject: CountedSubject, query: DayValuesQuery): Promise<DayValues>;
  /** How many statements it runs at once. */
  atOnce: number;
  close(): Promise<void>;
}
