import type SqliteDatabase from "better-sqlite3";
import type { HourCounts, StatsSubject, TimeBounds } from "../lookup.ts";

/** Prepares the query that sums the counts of hours, from each start to its end. */
export function prepareHourlyRollup(database: SqliteDatabase.Database) {
  const prepare = (kind: StatsSubject["kind"], id: string) =>
    database.prepare<[string, number], HourCounts>(
      // `total` is used, because an integer sum fails beyond 64 bits.
      `SELECT total("clicks") AS "clicks", total("visitors") AS "visitors", total("bots") AS "bots"
       FROM json_each(?) AS bound LEFT JOIN "${kind}Hour" AS counted
         ON counted."${id}" = ?
         AND counted."hour" >= bound.value ->> 0 AND counted."hour" < bound.value ->> 1
       GROUP BY bound.key ORDER BY bound.key`,
    );
  const statements = {
    Link: prepare("Link", "linkId"),
    User: prepare("User", "userId"),
  };
  return ({ kind, id }: StatsSubject, bounds: TimeBounds[]): HourCounts[] =>
    statements[kind].all(JSON.stringify(bounds), id);
}
