import { dayMilliseconds } from "../time.ts";
import type { WithDataMigrationTransaction } from "./dataMigration.ts";
import type { Awaitable } from "./lookup.ts";

/** What counts are kept of. */
export type StatsSubjectKind = "Link" | "User";

/** A click as it is stored: times in milliseconds, the unknown as null. */
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

/** A Redis that lost its newest state gives batches again that were written the day before. */
export const batchIdRetentionMilliseconds = dayMilliseconds;

/** What is added to the count of a link. */
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

/** Writes clicks, as the only connection of this process that does. */
export interface ClickStore {
  /**
   * Runs `run` apart from all others who write the same links: what it writes is written wholly or not
   * at all. It may be run again where others were in its way.
   */
  withTransaction<Result>(run: (transaction: ClickTransaction) => Promise<Result>): Promise<Result>;
  /** The key kept for the day, which is `fresh` where none was. */
  visitorKey(day: number, fresh: Buffer): Awaitable<Buffer>;
  /** Makes room for the clicks of the coming months, where the engine keeps them apart. */
  createUpcomingPartitions(now: number): Awaitable<void>;
  /**
   * Removes clicks from before that time, at most `limit`, and whole months where the engine keeps
   * them apart. Answers how many of those that it removed one by one.
   */
  purgeClicks(before: number, limit: number): Awaitable<number>;
  /**
   * Removes what told the visitors of earlier days apart, and which batches were written before the
   * last of them, at most `limit` rows of a kind.
   */
  purgeVisitors(beforeDay: number, limit: number): Awaitable<number>;
  /**
   * Removes some hundred rows of deleted accounts, and retires the codes of the links among them.
   * `now` is in milliseconds. False where nothing was left to remove.
   */
  purgeAccounts(now: number): Awaitable<boolean>;
  /** Runs a batch of a data migration in a transaction. */
  withDataMigrationTransaction: WithDataMigrationTransaction;
}

/** What a transaction writes. Nothing is written for empty lists. */
export interface ClickTransaction {
  /** Notes that the batch is written. False where it was before. */
  claimBatch(id: string, now: number): Awaitable<boolean>;
  /** Whose links they are; without those that are deleted. */
  findOwners(linkIds: number[]): Awaitable<Map<number, number>>;
  insertClicks(rows: ClickRow[]): Awaitable<void>;
  incrementLinks(increments: LinkIncrement[]): Awaitable<void>;
  /** Of each visitor who was not seen on this day before, the subject's id. */
  addVisitors(subject: StatsSubjectKind, day: number, visitors: Visitor[]): Awaitable<number[]>;
  /** How many visitors are counted on the day; absent where none. */
  countVisitors(
    subject: StatsSubjectKind,
    day: number,
    subjectIds: number[],
  ): Awaitable<Map<number, number>>;
  /** The marks of the visitors of the day who have rows. */
  listVisitorHashes(subject: StatsSubjectKind, day: number, subjectId: number): Awaitable<Buffer[]>;
  /** The sketches of the visitors of the day, of those subjects that have one. */
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
  /** Those additions whose value the day has not had. */
  missingValues(
    subject: StatsSubjectKind,
    day: number,
    increments: DayIncrement[],
  ): Awaitable<DayIncrement[]>;
  /** How many values the day has had, by subject; absent where none. */
  countValues(
    subject: StatsSubjectKind,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<Map<number, number>>;
  /** All values of the day, with all clicks that they have. */
  listValues(
    subject: StatsSubjectKind,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<DayIncrement[]>;
  /** Removes values of the day, whatever clicks they have. */
  removeValues(subject: StatsSubjectKind, day: number, values: DayIncrement[]): Awaitable<void>;
}
