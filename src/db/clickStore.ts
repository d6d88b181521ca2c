import { dayMilliseconds } from "../time.ts";
import type { WithDataMigrationTransaction } from "./dataMigration.ts";
import type { Awaitable } from "./lookup.ts";

/** Kinds of subjects that counts are kept for. */
export type StatsSubjectKind = "Link" | "User";

/** A click as it is stored: times in milliseconds, unknown values as null. */
export interface ClickRow {
  linkId: number;
  at: number;
  referrerHost: string | null;
  country: string | null;
  browser: string | null;
  system: string | null;
  device: string | null;
  isBot: 0 | 1;
  visitorMark: Buffer | null;
}

/**
 * How long ids of written batches are kept. A Redis that lost its latest state can return batches that
 * were written the day before.
 */
export const batchIdRetentionMilliseconds = dayMilliseconds;

/** Clicks to add to the count of a link. */
export interface LinkIncrement {
  linkId: number;
  clicks: number;
  lastClickedAt: number;
}

export interface HourIncrement {
  subjectId: number;
  clicks: number;
  visitors: number;
  bots: number;
}

export interface DayIncrement {
  subjectId: number;
  dimension: string;
  value: string;
  clicks: number;
}

export interface Visitor {
  subjectId: number;
  mark: Buffer;
}

/** Writes clicks over the only connection of this process that does so. */
export interface ClickStore {
  /**
   * Runs `run` in isolation from other writers of the same links. Its writes are applied completely or
   * not at all. After a conflict with others, `run` may be called again.
   */
  withTransaction<Result>(run: (transaction: ClickTransaction) => Promise<Result>): Promise<Result>;
  /** Returns the stored key of the day. If there is none, it stores and returns `fresh`. */
  visitorKey(day: number, fresh: Buffer): Awaitable<Buffer>;
  /** Creates partitions for the clicks of the coming months, if the engine has partitions. */
  createUpcomingPartitions(now: number): Awaitable<void>;
  /**
   * Removes at most `limit` clicks older than `before`, and whole months if the engine has partitions.
   * Returns how many clicks were removed individually.
   */
  purgeClicks(before: number, limit: number): Awaitable<number>;
  /**
   * Removes visitor data of days before `beforeDay`, and ids of batches written more than a day before
   * it. Removes at most `limit` rows per table. Returns the highest number of rows removed from one
   * table.
   */
  purgeVisitors(beforeDay: number, limit: number): Awaitable<number>;
  /**
   * Removes a few hundred rows of deleted accounts, and retires the short codes of the links among
   * them. `now` is in milliseconds. Returns false if nothing was left to remove.
   */
  purgeAccounts(now: number): Awaitable<boolean>;
  /** Runs a batch of a data migration in a transaction. */
  withDataMigrationTransaction: WithDataMigrationTransaction;
}

/** Statements of a transaction. Empty lists write nothing. */
export interface ClickTransaction {
  /** Records that the batch is written. Returns false if it was written before. */
  claimBatch(id: string, now: number): Awaitable<boolean>;
  /** Returns the owners of links. Deleted links are left out. */
  findOwners(linkIds: number[]): Awaitable<Map<number, number>>;
  insertClicks(rows: ClickRow[]): Awaitable<void>;
  incrementLinks(increments: LinkIncrement[]): Awaitable<void>;
  /** Returns the subject's id for each visitor who was not recorded on this day before. */
  addVisitors(subject: StatsSubjectKind, day: number, visitors: Visitor[]): Awaitable<number[]>;
  /** Returns the number of visitors counted on the day, by subject; absent or 0 if there are none. */
  countVisitors(
    subject: StatsSubjectKind,
    day: number,
    subjectIds: number[],
  ): Awaitable<Map<number, number>>;
  /** Returns the hashes of the day's visitors that have rows. */
  listVisitorHashes(subject: StatsSubjectKind, day: number, subjectId: number): Awaitable<Buffer[]>;
  /** Returns the visitor sketches of the day, for the subjects that have one. */
  readSketches(
    subject: StatsSubjectKind,
    day: number,
    subjectIds: number[],
  ): Awaitable<Map<number, Buffer>>;
  saveSketches(
    subject: StatsSubjectKind,
    day: number,
    sketches: Map<number, Buffer>,
  ): Awaitable<void>;
  incrementHours(
    subject: StatsSubjectKind,
    hour: number,
    increments: HourIncrement[],
  ): Awaitable<void>;
  incrementDays(
    subject: StatsSubjectKind,
    day: number,
    increments: DayIncrement[],
  ): Awaitable<void>;
  /** Returns the increments whose value is new on the day. */
  missingValues(
    subject: StatsSubjectKind,
    day: number,
    increments: DayIncrement[],
  ): Awaitable<DayIncrement[]>;
  /** Returns the number of values of the day, by subject; absent or 0 if there are none. */
  countValues(
    subject: StatsSubjectKind,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<Map<number, number>>;
  /** Returns all values of the day with all their clicks. */
  listValues(
    subject: StatsSubjectKind,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<DayIncrement[]>;
  /** Removes values of the day, regardless of their clicks. */
  removeValues(subject: StatsSubjectKind, day: number, values: DayIncrement[]): Awaitable<void>;
}
