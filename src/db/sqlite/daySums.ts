import type SqliteDatabase from "better-sqlite3";
import { type DaySumRow, daySumStatement, dayValuesOf } from "../daySums.ts";
import type { CountedSubject, DayValues, DayValuesQuery } from "../lookup.ts";

/** Adds up the values that a subject's days had. */
export function prepareDaySums(database: SqliteDatabase.Database) {
  const sums = (kind: CountedSubject["kind"]) =>
    database.prepare<[DayValuesQuery & { id: number }], DaySumRow>(daySumStatement(kind));
  const statements = { Link: sums("Link"), User: sums("User") };
  return ({ kind, id }: CountedSubject, query: DayValuesQuery): DayValues =>
    dayValuesOf(statements[kind].all({ ...query, id }));
}
