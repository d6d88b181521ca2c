import type { ClickCountQuery, ClickListQuery, ClickPosition } from "./clickLists.ts";
import type { Database } from "./database.ts";
import type { LinkCountQuery, LinkListQuery, LinkPosition } from "./linkLists.ts";
import type {
  HourCounts,
  StatsSubject,
  TimeBounds,
  TopValuesQuery,
  TopValuesResult,
} from "./lookup.ts";

/**
 * Runs reads that may take long: lists, searches and statistics. It has threads or connections of its
 * own, so no lookup and no write waits for it. Each statement has a timeout, after which it rejects
 * with an error that `isReadTimeout` detects.
 */
export interface Reader {
  /** The generated client, for reads only. */
  database: Database;
  /** Returns the positions of an owner's links that match the query, in its order. */
  listLinks(query: LinkListQuery): Promise<LinkPosition[]>;
  /** Returns how many of an owner's links match the query, at most its limit. */
  countLinks(query: LinkCountQuery): Promise<number>;
  /** Returns the positions of the clicks that match the query, in its order. */
  listClicks(query: ClickListQuery): Promise<ClickPosition[]>;
  /** Returns how many clicks match the query, at most its limit. */
  countClicks(query: ClickCountQuery): Promise<number>;
  /**
   * Returns the summed counts of a subject's hours within each of the bounds, in their order. The end
   * of a bound is exclusive, and the next one starts there.
   */
  sumHours(subject: StatsSubject, bounds: TimeBounds[]): Promise<HourCounts[]>;
  /** Returns the most frequent values of a subject's days. */
  sumDays(subject: StatsSubject, query: TopValuesQuery): Promise<TopValuesResult>;
  /** Number of statements that run concurrently. */
  concurrency: number;
  close(): Promise<void>;
}
