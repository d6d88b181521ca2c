import { type DailyRollupRow, dailyRollupSql, toTopValuesResult } from "../dailyRollup.ts";
import type { StatsSubject, TopValuesQuery, TopValuesResult } from "../lookup.ts";
import { toPositional } from "./namedParameters.ts";
import type { RunQuery } from "./query.ts";

/** Prepares the query that sums the values of a subject's days. */
export function prepareDailyRollup(runQuery: RunQuery) {
  return async ({ kind, id }: StatsSubject, query: TopValuesQuery): Promise<TopValuesResult> => {
    const { from, to } = query;
    const parameters = { ...query, id, from: new Date(from), to: new Date(to) };
    return toTopValuesResult(
      await runQuery<DailyRollupRow>(toPositional(dailyRollupSql(kind), parameters)),
    );
  };
}
