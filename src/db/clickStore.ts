import type SqliteDatabase from "better-sqlite3";
import { openWriter } from "./openWriter.ts";

/** What counts are kept of. */
export type Subject = "Link" | "User";

/** A Redis that lost its newest state gives batches again that were written the day before. */
const batchKeptMilliseconds = 86_400_000;

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

export type ClickStore = ReturnType<typeof openClickStore>;

/**
 * The statements that write clicks, prepared once on a connection of their own: through the query
 * engine a batch would take several times as long, and with it the lock that other writers wait for.
 */
export function openClickStore(databaseUrl: string) {
  const database = openWriter(databaseUrl);
  database.pragma("foreign_keys = ON");
  const owner = database
    .prepare<[number], number>(`SELECT "ownerId" FROM "Link" WHERE "id" = ?`)
    .pluck();
  const click = database.prepare<ClickRow>(
    `INSERT INTO "Click" ("linkId", "at", "referrerHost", "country", "browser", "system", "device", "isBot", "visitorMark")
     VALUES (@linkId, @at, @referrerHost, @country, @browser, @system, @device, @isBot, @visitorMark)`,
  );
  const count = database.prepare<[number, number, number]>(
    `UPDATE "Link" SET "clickCount" = "clickCount" + ?,
       "lastClickedAt" = max(coalesce("lastClickedAt", 0), ?) WHERE "id" = ?`,
  );
  const batch = database.prepare<[string, number]>(
    `INSERT INTO "WrittenBatch" ("id", "writtenAt") VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  const newKey = database.prepare<[number, Buffer]>(
    `INSERT INTO "VisitorKey" ("day", "key") VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  const key = database
    .prepare<[number], Buffer>(`SELECT "key" FROM "VisitorKey" WHERE "day" = ?`)
    .pluck();

  return {
    /** Runs `act` as the only writer: what it writes is written wholly or not at all. */
    transact: <Result>(act: () => Result): Result => database.transaction(act).immediate(),
    /** Notes that the batch is written. False where it was before. */
    claimBatch: (id: string, now: number) => batch.run(id, now).changes === 1,
    /** Whose link it is; undefined where it is deleted. */
    ownerOf: (linkId: number) => owner.get(linkId),
    insertClick: (row: ClickRow) => void click.run(row),
    addToLink: (linkId: number, clicks: number, lastClickedAt: number) =>
      void count.run(clicks, lastClickedAt, linkId),
    /** The key kept for the day, which is `fresh` where none was. */
    visitorKey: (day: number, fresh: Buffer): Buffer => {
      newKey.run(day, fresh);
      return key.get(day) ?? fresh;
    },
    Link: countStatements(database, "Link", "linkId"),
    User: countStatements(database, "User", "userId"),
    ...removals(database),
  };
}

function countStatements(database: SqliteDatabase.Database, subject: Subject, id: string) {
  const visitor = database.prepare<[number, number, Buffer]>(
    `INSERT INTO "${subject}Visitor" ("day", "${id}", "mark") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const hour = database.prepare<[number, number, number, number, number]>(
    `INSERT INTO "${subject}Hour" ("${id}", "hour", "clicks", "visitors", "bots")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks",
       "visitors" = "visitors" + excluded."visitors", "bots" = "bots" + excluded."bots"`,
  );
  const day = database.prepare<[number, number, string, string, number]>(
    `INSERT INTO "${subject}Day" ("${id}", "day", "dimension", "value", "clicks")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks"`,
  );
  const known = database.prepare<[number, number, string, number, string]>(
    `UPDATE "${subject}Day" SET "clicks" = "clicks" + ?
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ? AND "value" = ?`,
  );
  const values = database
    .prepare<[number, string, number], number>(
      `SELECT count(*) FROM "${subject}Day" WHERE "${id}" = ? AND "dimension" = ? AND "day" = ?`,
    )
    .pluck();
  return {
    /** True where the mark was not seen on this day before. */
    isNewVisitor: (day: number, subjectId: number, mark: Buffer) =>
      visitor.run(day, subjectId, mark).changes === 1,
    addToHour: (
      subjectId: number,
      start: number,
      counts: { clicks: number; visitors: number; bots: number },
    ) => void hour.run(subjectId, start, counts.clicks, counts.visitors, counts.bots),
    addToDay: (
      subjectId: number,
      start: number,
      dimension: string,
      value: string,
      clicks: number,
    ) => void day.run(subjectId, start, dimension, value, clicks),
    /** The same, but false and nothing done where the day has not had the value. */
    addToKnown: (
      subjectId: number,
      start: number,
      dimension: string,
      value: string,
      clicks: number,
    ) => known.run(clicks, subjectId, dimension, start, value).changes === 1,
    /** How many values the day has had. */
    countValues: (subjectId: number, start: number, dimension: string) =>
      values.get(subjectId, dimension, start) ?? 0,
  };
}

function removals(database: SqliteDatabase.Database) {
  // The oldest clicks have the lowest ids, near enough: looking there needs no index by time.
  const clicks = database.prepare<[number, number]>(
    `DELETE FROM "Click" WHERE "id" IN (SELECT "id" FROM
       (SELECT "id", "at" FROM "Click" ORDER BY "id" LIMIT ?) WHERE "at" < ?)`,
  );
  const visitors = (subject: Subject, id: string) =>
    database.prepare<[number, number]>(
      `DELETE FROM "${subject}Visitor" WHERE ("day", "${id}", "mark") IN
         (SELECT "day", "${id}", "mark" FROM "${subject}Visitor" WHERE "day" < ? LIMIT ?)`,
    );
  const linkVisitors = visitors("Link", "linkId");
  const userVisitors = visitors("User", "userId");
  const keys = database.prepare<[number]>(`DELETE FROM "VisitorKey" WHERE "day" < ?`);
  const batches = database.prepare<[number, number]>(
    `DELETE FROM "WrittenBatch" WHERE "id" IN
       (SELECT "id" FROM "WrittenBatch" WHERE "writtenAt" < ? LIMIT ?)`,
  );

  return {
    /** Removes clicks from before that time, at most `limit`. Answers how many. */
    removeClicks: (before: number, limit: number) => clicks.run(limit, before).changes,
    /**
     * Removes what told the visitors of earlier days apart, and which batches were written before the
     * last of them, at most `limit` rows of a kind.
     */
    removeVisitors: (beforeDay: number, limit: number) => {
      keys.run(beforeDay);
      return Math.max(
        batches.run(beforeDay - batchKeptMilliseconds, limit).changes,
        linkVisitors.run(beforeDay, limit).changes,
        userVisitors.run(beforeDay, limit).changes,
      );
    },
  };
}
