import type SqliteDatabase from "better-sqlite3";
import { batchIdRetentionMilliseconds, type StatsSubjectKind } from "../clickStore.ts";

/** Prepares the removal of old clicks and of visitor data. */
export function preparePurge(database: SqliteDatabase.Database) {
  // The oldest clicks have approximately the lowest ids, so the search needs no index by time.
  const clicks = database.prepare<[number, number]>(
    `DELETE FROM "Click" WHERE "id" IN (SELECT "id" FROM
       (SELECT "id", "at" FROM "Click" ORDER BY "id" LIMIT ?) WHERE "at" < ?)`,
  );
  const visitors = (subject: StatsSubjectKind, id: string) =>
    database.prepare<[number, number]>(
      `DELETE FROM "${subject}Visitor" WHERE ("day", "${id}", "mark") IN
         (SELECT "day", "${id}", "mark" FROM "${subject}Visitor" WHERE "day" < ? LIMIT ?)`,
    );
  const linkVisitors = visitors("Link", "linkId");
  const userVisitors = visitors("User", "userId");
  const sketches = (subject: StatsSubjectKind) =>
    database.prepare<[number, number]>(
      `DELETE FROM "${subject}VisitorSketch" WHERE "rowid" IN
         (SELECT "rowid" FROM "${subject}VisitorSketch" WHERE "day" < ? LIMIT ?)`,
    );
  const linkSketches = sketches("Link");
  const userSketches = sketches("User");
  const keys = database.prepare<[number]>(`DELETE FROM "VisitorKey" WHERE "day" < ?`);
  const batches = database.prepare<[number, number]>(
    `DELETE FROM "WrittenBatch" WHERE "id" IN
       (SELECT "id" FROM "WrittenBatch" WHERE "writtenAt" < ? LIMIT ?)`,
  );

  return {
    purgeClicks: (before: number, limit: number) => clicks.run(limit, before).changes,
    purgeVisitors: (beforeDay: number, limit: number) => {
      keys.run(beforeDay);
      return Math.max(
        batches.run(beforeDay - batchIdRetentionMilliseconds, limit).changes,
        linkVisitors.run(beforeDay, limit).changes,
        userVisitors.run(beforeDay, limit).changes,
        linkSketches.run(beforeDay, limit).changes,
        userSketches.run(beforeDay, limit).changes,
      );
    },
  };
}
