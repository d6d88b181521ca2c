import type SqliteDatabase from "better-sqlite3";
import type {
  ClickRow,
  ClickStore,
  ClickWriting,
  DayAddition,
  HourAddition,
  Subject,
} from "../clickStore.ts";
import { type AccountRemoval, openAccountRemoval } from "./accountRemoval.ts";
import { beginWriting } from "./beginWriting.ts";
import { prepareRemovals } from "./clickRemoval.ts";
import { createDataMigrationTransaction } from "./dataMigration.ts";
import { openWriter } from "./openWriter.ts";
import { prepareVisitors } from "./visitorWriting.ts";

/**
 * What a batch of clicks on ever other links changes. With SQLite's 2 MB, most of it is written before
 * its end, read again, and written again.
 */
const cacheKilobytes = 32_000;
/** So that pages which many batches change are copied to the database once for all of them. */
const checkpointPages = 8_000;

/**
 * The statements that write clicks, prepared once on a connection of their own: through the query
 * engine a batch would take several times as long, and with it the lock that other writers wait for.
 */
export function openSqliteClickStore(databaseUrl: string): ClickStore {
  const database = openWriter(databaseUrl);
  database.pragma("foreign_keys = ON");
  database.pragma(`cache_size = -${cacheKilobytes}`);
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  const writing = prepareWriting(database);
  const newKey = database.prepare<[number, Buffer]>(
    `INSERT INTO "VisitorKey" ("day", "key") VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  const key = database
    .prepare<[number], Buffer>(`SELECT "key" FROM "VisitorKey" WHERE "day" = ?`)
    .pluck();
  const transaction = createDataMigrationTransaction(database);
  let accountRemoval: AccountRemoval | undefined;

  async function transact<Result>(act: () => Promise<Result>): Promise<Result> {
    await beginWriting(database);
    try {
      const result = await act();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.inTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    transact: (act) => transact(() => act(writing)),
    transactData: (act) => transact(() => act(transaction)),
    visitorKey: (day, fresh) => {
      // Reading does not wait for those who write.
      const kept = key.get(day);
      if (kept) return kept;
      newKey.run(day, fresh);
      return key.get(day) ?? fresh;
    },
    makeRoom: () => {},
    ...prepareRemovals(database),
    removeAccounts: (now) => {
      accountRemoval ??= openAccountRemoval(databaseUrl);
      return accountRemoval.step(now);
    },
  };
}

function prepareWriting(database: SqliteDatabase.Database): ClickWriting {
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
  const of = {
    Link: prepareCounts(database, "Link", "linkId"),
    User: prepareCounts(database, "User", "userId"),
  };
  return {
    claimBatch: (id, now) => batch.run(id, now).changes === 1,
    ownersOf: (linkIds) => {
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
    addToLinks: (additions) => {
      for (const { linkId, clicks, lastClickedAt } of additions) {
        count.run(clicks, lastClickedAt, linkId);
      }
    },
    addVisitors: (subject, day, visitors) => of[subject].addVisitors(day, visitors),
    visitorsOf: (subject, day, subjectIds) => of[subject].visitorsOf(day, subjectIds),
    marksOf: (subject, day, subjectId) => of[subject].marksOf(day, subjectId),
    sketchesOf: (subject, day, subjectIds) => of[subject].sketchesOf(day, subjectIds),
    saveSketches: (subject, day, sketches) => of[subject].saveSketches(day, sketches),
    addToHours: (subject, hour, additions) => of[subject].addToHours(hour, additions),
    addToDays: (subject, day, additions) => of[subject].addToDays(day, additions),
    unknownOf: (subject, day, additions) => of[subject].unknownOf(day, additions),
    countValues: (subject, day, dimension, subjectIds) =>
      of[subject].countValues(day, dimension, subjectIds),
    valuesOf: (subject, day, dimension, subjectIds) =>
      of[subject].valuesOf(day, dimension, subjectIds),
    removeValues: (subject, day, values) => of[subject].removeValues(day, values),
  };
}

function prepareCounts(database: SqliteDatabase.Database, subject: Subject, id: string) {
  const hours = database.prepare<[number, number, number, number, number]>(
    `INSERT INTO "${subject}Hour" ("${id}", "hour", "clicks", "visitors", "bots")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks",
       "visitors" = "visitors" + excluded."visitors", "bots" = "bots" + excluded."bots"`,
  );
  const days = database.prepare<[number, number, string, string, number]>(
    `INSERT INTO "${subject}Day" ("${id}", "day", "dimension", "value", "clicks")
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "clicks" = "clicks" + excluded."clicks"`,
  );
  const known = database.prepare<[number, string, number, string]>(
    `SELECT 1 FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ? AND "value" = ?`,
  );
  const values = database
    .prepare<[number, string, number], number>(
      `SELECT count(*) FROM "${subject}Day" WHERE "${id}" = ? AND "dimension" = ? AND "day" = ?`,
    )
    .pluck();
  const listed = database.prepare<[number, string, number], Pick<DayAddition, "value" | "clicks">>(
    `SELECT "value", "clicks" FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ?`,
  );
  const removal = database.prepare<[number, string, number, string]>(
    `DELETE FROM "${subject}Day"
     WHERE "${id}" = ? AND "dimension" = ? AND "day" = ? AND "value" = ?`,
  );
  return {
    ...prepareVisitors(database, subject, id),
    addToHours: (start: number, additions: HourAddition[]) => {
      for (const { subjectId, clicks, visitors, bots } of additions) {
        hours.run(subjectId, start, clicks, visitors, bots);
      }
    },
    addToDays: (start: number, additions: DayAddition[]) => {
      for (const { subjectId, dimension, value, clicks } of additions) {
        days.run(subjectId, start, dimension, value, clicks);
      }
    },
    unknownOf: (start: number, additions: DayAddition[]) =>
      additions.filter(
        ({ subjectId, dimension, value }) => !known.get(subjectId, dimension, start, value),
      ),
    countValues: (start: number, dimension: string, subjectIds: number[]) =>
      new Map(subjectIds.map((id) => [id, values.get(id, dimension, start) ?? 0])),
    valuesOf: (start: number, dimension: string, subjectIds: number[]) =>
      subjectIds.flatMap((subjectId) =>
        listed
          .all(subjectId, dimension, start)
          .map((value) => ({ subjectId, dimension, ...value })),
      ),
    removeValues: (start: number, removed: DayAddition[]) => {
      for (const { subjectId, dimension, value } of removed) {
        removal.run(subjectId, dimension, start, value);
      }
    },
  };
}
