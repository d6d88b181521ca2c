import type SqliteDatabase from "better-sqlite3";
import { type DailyRollupRow, dailyRollupSql, toTopValuesResult } from "../dailyRollup.ts";
import type { StatsSubject, TopValuesQuery, TopValuesResult } from "../lookup.ts";

/** Prepares the query that sums the values of a subject's days. */
export function prepareDailyRollup(database: SqliteDatabase.Database) {
  const prepare = (kind: StatsSubject["kind"]) =>
    database.prepare<[TopValuesQuery & { id: number }], DailyRollupRow>(dailyRollupSql(kind));
  const statements = { Link: prepare("Link"), User: prepare("User") };
  return ({ kind, id }: StatsSubject, query: TopValuesQuery): TopValuesResult =>
    toTopValuesResult(statements[kind].all({ ...query, id }));
}
