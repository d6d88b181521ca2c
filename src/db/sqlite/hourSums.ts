import type SqliteDatabase from "better-sqlite3";
import type { Bounds, CountedSubject, HourCounts } from "../lookup.ts";

/** Adds up the counts of hours, from each of some starts to its end. */
export function prepareHourSums(database: SqliteDatabase.Database) {
  const sums = (kind: CountedSubject["kind"], id: string) =>
    database.prepare<[string, number], HourCounts>(
      `SELECT coalesce(sum("clicks"), 0) AS "clicks", coalesce(sum("visitors"), 0) AS "visitors",
              coalesce(sum("bots"), 0) AS "bots"
       FROM json_each(?) AS bound LEFT JOIN "${kind}Hour" AS counted
         ON counted."${id}" = ?
         AND counted."hour" >= bound.value ->> 0 AND counted."hour" < bound.value ->> 1
       GROUP BY bound.key ORDER BY bound.key`,
    );
  const statements = {
    Link: sums("Link", "linkId"),
    User: sums("User", "userId"),
  };
  return ({ kind, id }: CountedSubject, bounds: Bounds[]): HourCounts[] =>
    statements[kind].all(JSON.stringify(bounds), id);
}
