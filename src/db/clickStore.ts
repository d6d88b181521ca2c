import { dayMilliseconds } from "../time.ts";
import type { TransactData } from "./dataMigration.ts";
import type { Awaitable } from "./lookup.ts";

/** What counts are kept of. */
export type Subject = "Link" | "User";

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
export const batchKeptMilliseconds = dayMilliseconds;

/** What is added to the count of a link. */
export interface LinkAddition {
  linkId: number;
  clicks: number;
  lastClickedAt: number;
}

export interface HourAddition {
  subjectId: number;
  clicks: number;
  visitors: number;
  bots: number;
}

export interface DayAddition {
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
   * Runs `act` apart from all others who write the same links: what it writes is written wholly or not
   * at all. It may be run again where others were in its way.
   */
  transact<Result>(act: (writing: ClickWriting) => Promise<Result>): Promise<Result>;
  /** The key kept for the day, which is `fresh` where none was. */
  visitorKey(day: number, fresh: Buffer): Awaitable<Buffer>;
  /** Makes room for the clicks of the coming months, where the engine keeps them apart. */
  makeRoom(now: number): Awaitable<void>;
  /**
   * Removes clicks from before that time, at most `limit`, and whole months where the engine keeps
   * them apart. Answers how many of those that it removed one by one.
   */
  removeClicks(before: number, limit: number): Awaitable<number>;
  /**
   * Removes what told the visitors of earlier days apart, and which batches were written before the
   * last of them, at most `limit` rows of a kind.
   */
  removeVisitors(beforeDay: number, limit: number): Awaitable<number>;
  /**
   * Removes some hundred rows of deleted accounts, and retires the codes of the links among them.
   * `now` is in milliseconds. False where nothing was left to remove.
   */
  removeAccounts(now: number): Awaitable<boolean>;
  /** Runs a batch of a data migration in a transaction. */
  transactData: TransactData;
}

/** What a transaction writes. Nothing is written for empty lists. */
export interface ClickWriting {
  /** Notes that the batch is written. False where it was before. */
  claimBatch(id: string, now: number): Awaitable<boolean>;
  /** Whose links they are; without those that are deleted. */
  ownersOf(linkIds: number[]): Awaitable<Map<number, number>>;
  insertClicks(rows: ClickRow[]): Awaitable<void>;
  addToLinks(additions: LinkAddition[]): Awaitable<void>;
  /** Of each visitor who was not seen on this day before, the subject's id. */
  addVisitors(subject: Subject, day: number, visitors: Visitor[]): Awaitable<number[]>;
  /** How many visitors are counted on the day; absent where none. */
  visitorsOf(subject: Subject, day: number, subjectIds: number[]): Awaitable<Map<number, number>>;
  /** The marks of the visitors of the day who have rows. */
  marksOf(subject: Subject, day: number, subjectId: number): Awaitable<Buffer[]>;
  /** The sketches of the visitors of the day, of those subjects that have one. */
  sketchesOf(subject: Subject, day: number, subjectIds: number[]): Awaitable<Map<number, Buffer>>;
  saveSketches(subject: Subject, day: number, sketches: Map<number, Buffer>): Awaitable<void>;
  addToHours(subject: Subject, hour: number, additions: HourAddition[]): Awaitable<void>;
  addToDays(subject: Subject, day: number, additions: DayAddition[]): Awaitable<void>;
  /** Those additions whose value the day has not had. */
  unknownOf(subject: Subject, day: number, additions: DayAddition[]): Awaitable<DayAddition[]>;
  /** How many values the day has had, by subject; absent where none. */
  countValues(
    subject: Subject,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<Map<number, number>>;
  /** All values of the day, with all clicks that they have. */
  valuesOf(
    subject: Subject,
    day: number,
    dimension: string,
    subjectIds: number[],
  ): Awaitable<DayAddition[]>;
  /** Removes values of the day, whatever clicks they have. */
  removeValues(subject: Subject, day: number, values: DayAddition[]): Awaitable<void>;
}
