import type SqliteDatabase from "better-sqlite3";
import type {
  ClickRow,
  ClickStore,
  ClickTransaction,
  DayIncrement,
  HourIncrement,
  StatsSubjectKind,
} from "../clickStore.ts";
import { type AccountPurge, openAccountPurge } from "./accountPurge.ts";
import { beginWriteTransaction } from "./beginWriteTransaction.ts";
import { preparePurge } from "./clickPurge.ts";
import { createDataMigrationTransaction } from "./dataMigration.ts";
import { openWriteConnection } from "./openWriteConnection.ts";
import { prepareVisitorStatements } from "./visitorStatements.ts";

/**
 * Size of the pages that a batch of clicks on many different links changes. With SQLite's 2 MB, most of
 * them are written before the end of the batch, read again and written again.
 */
const cacheKilobytes = 32_000;
/** Pages that many batches change are copied to the database once for all of them. */
const checkpointPages = 8_000;

/**
 * Opens a click store with prepared statements on a connection of its own. Through the query engine, a
 * batch would take several times as long, and hold the lock for other writers as long.
 */
export function openSqliteClickStore(databaseUrl: string): ClickStore {
  const database = openWriteConnection(databaseUrl);
  database.pragma("foreign_keys = ON");
  database.pragma(`cache_size = -${cacheKilobytes}`);
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  const clickTransaction = prepareClickTransaction(database);
  const newKey = database.prepare<[number, Buffer]>(
    `INSERT INTO "VisitorKey" ("day", "key") VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  const key = database
    .prepare<[number], Buffer>(`SELECT "key" FROM "VisitorKey" WHERE "day" = ?`)
    .pluck();
  const dataMigrationTransaction = createDataMigrationTransaction(database);
  let accountPurge: AccountPurge | undefined;

  async function withTransaction<Result>(run: () => Promise<Result>): Promise<Result> {
    await beginWriteTransaction(database);
    try {
      const result = await run();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.inTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    withTransaction: (run) => withTransaction(() => run(clickTransaction)),
    withDataMigrationTransaction: (run) => withTransaction(() => run(dataMigrationTransaction)),
    visitorKey: (day, fresh) => {
      // Reads do not wait for writers.
      const existing = key.get(day);
      if (existing) return existing;
      newKey.run(day, fresh);
      return key.get(day) ?? fresh;
    },
    createUpcomingPartitions: () => {},
    ...preparePurge(database),
    purgeAccounts: (now) => {
      accountPurge ??= openAccountPurge(databaseUrl);
      return accountPurge.purgeNext(now);
    },
  };
}

function prepareClickTransaction(database: SqliteDatabase.Database): ClickTransaction {
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
  const bySubject = {
    Link: prepareSubjectStatements(database, "Link", "linkId"),
    User: prepareSubjectStatements(database, "User", "userId"),
  };
  return {
    claimBatch: (id, now) => batch.run(id, now).changes === 1,
    findOwners: (linkIds) => {
      const owners = new Map<number, number>();
      for (const linkId of linkIds) {
        const ownerId = owner.get(linkId);
        if (ownerId !== undefined) owners.set(linkId, ownerId);
      }
      return owners;
    },
    insertClicks: (rows) => {
      for (const row of rows) click.run(row);
    },
    incrementLinks: (increments) => {
      for (const { linkId, clicks, lastClickedAt } of increments) {
        count.run(clicks, lastClickedAt, linkId);
      }
    },
    addVisitors: (subject, day, visitors) => bySubject[subject].addVisitors(day, visitors),
    countVisitors: (subject, day, subjectIds) => bySubject[subject].countVisitors(day, subjectIds),
    listVisitorHashes: (subject, day, subjectId) =>
      bySubject[subject].listVisitorHashes(day, subjectId),
    readSketches: (subject, day, subjectIds) => bySubject[subject].readSketches(day, subjectIds),
    saveSketches: (subject, day, sketches) => bySubject[subject].saveSketches(day, sketches),
    incrementHours: (subject, hour, increments) =>
      bySubject[subject].incrementHours(hour, increments),
    incrementDays: (subject, day, increments) => bySubject[subject].incrementDays(day, increments),
    missingValues: (subject, day, increments) => bySubject[subject].missingValues(day, increments),
    countValues: (subject, day, dimension, subjectIds) =>
      bySubject[subject].countValues(day, dimension, subjectIds),
    listValues: (subject, day, dimension, subjectIds) =>
      bySubject[subject].listValues(day, dimension, subjectIds),
    removeValues: (subject, day, values) => bySubject[subject].removeValues(day, values),
  };
}

function prepareSubjectStatements(
  database: SqliteDatabase.Database,
  subject: StatsSubjectKind,
  id: string,
) {
  const hours = database.prepare<[number, number, number, number, number]>(
    `INSERT INTO "${subject}Hour" ("${id}", "hour", "clicks", "visitors", "bots")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks",
       "visitors" = "visitors" + excluded."visitors", "bots" = "bots" + excluded."bots"`,
  );
  const days = database.prepare<[number, number, string, string, number]>(
    `INSERT INTO "${subject}Day" ("${id}", "day", "dimension", "value", "clicks")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks"`,
  );
  const hasValue = database.prepare<[number, string, number, string]>(
    `SELECT 1 FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ? AND "value" = ?`,
  );
  const valueCount = database
    .prepare<[number, string, number], number>(
      `SELECT count(*) FROM "${subject}Day" WHERE "${id}" = ? AND "dimension" = ? AND "day" = ?`,
    )
    .pluck();
  const valueList = database.prepare<
    [number, string, number],
    Pick<DayIncrement, "value" | "clicks">
  >(
    `SELECT "value", "clicks" FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ?`,
  );
  const removal = database.prepare<[number, string, number, string]>(
    `DELETE FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ? AND "value" = ?`,
  );
  return {
    ...prepareVisitorStatements(database, subject, id),
    incrementHours: (start: number, increments: HourIncrement[]) => {
      for (const { subjectId, clicks, visitors, bots } of increments) {
        hours.run(subjectId, start, clicks, visitors, bots);
      }
    },
    incrementDays: (start: number, increments: DayIncrement[]) => {
      for (const { subjectId, dimension, value, clicks } of increments) {
        days.run(subjectId, start, dimension, value, clicks);
      }
    },
    missingValues: (start: number, increments: DayIncrement[]) =>
      increments.filter(
        ({ subjectId, dimension, value }) => !hasValue.get(subjectId, dimension, start, value),
      ),
    countValues: (start: number, dimension: string, subjectIds: number[]) =>
      new Map(subjectIds.map((id) => [id, valueCount.get(id, dimension, start) ?? 0])),
    listValues: (start: number, dimension: string, subjectIds: number[]) =>
      subjectIds.flatMap((subjectId) =>
        valueList
          .all(subjectId, dimension, start)
          .map((value) => ({ subjectId, dimension, ...value })),
      ),
    removeValues: (start: number, removed: DayIncrement[]) => {
      for (const { subjectId, dimension, value } of removed) {
        removal.run(subjectId, dimension, start, value);
      }
    },
  };
}
