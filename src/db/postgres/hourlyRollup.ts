import type { HourCounts, StatsSubject, TimeBounds } from "../lookup.ts";
import { preparedQuery, type RunQuery } from "./query.ts";

/** Number of the bound, from 1, and its counts. */
type HourBucket = [number: number, clicks: number, visitors: number, bots: number];

const noCounts: HourCounts = { clicks: 0, visitors: 0, bots: 0 };

/**
 * Prepares the query that sums the counts of hours, from each start to its end, which is the next
 * start. The hours are read once and returned as one value. With a row for each hour of a year, the
 * event loop was blocked for longer than the query took.
 */
export function prepareHourlyRollup(runQuery: RunQuery) {
  const prepare = (kind: StatsSubject["kind"], id: string) =>
    preparedQuery<{ counted: HourBucket[] | null }>(
      runQuery,
      `hours of ${kind}`,
      `SELECT json_agg(json_build_array("number", "clicks", "visitors", "bots")) AS "counted"
       FROM (
         SELECT width_bucket(extract(epoch FROM "hour")::float8 * 1000, $2::float8[]) AS "number",
                sum("clicks") AS "clicks", sum("visitors") AS "visitors", sum("bots") AS "bots"
         FROM "${kind}Hour" WHERE "${id}" = $1 AND "hour" >= $3 AND "hour" < $4 GROUP BY 1
       ) AS counted`,
    );
  const statements = { Link: prepare("Link", "linkId"), User: prepare("User", "userId") };
  return async ({ kind, id }: StatsSubject, bounds: TimeBounds[]): Promise<HourCounts[]> => {
    const [first, last] = [bounds[0], bounds.at(-1)];
    if (!first || !last) return [];
    const starts = `{${bounds.map(([start]) => start).join(",")}}`;
    const [row] = await statements[kind](id, starts, new Date(first[0]), new Date(last[1]));
    const counts = bounds.map(() => noCounts);
    for (const [number, clicks, visitors, bots] of row?.counted ?? []) {
      counts[number - 1] = { clicks, visitors, bots };
    }
    return counts;
  };
}
