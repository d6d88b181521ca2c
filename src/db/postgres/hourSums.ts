import type { Bounds, CountedSubject, HourCounts } from "../lookup.ts";
import { type Ask, prepared } from "./ask.ts";

/** The place of a bound, from 1, and its counts. */
type Counted = [number: number, clicks: number, visitors: number, bots: number];

const nothing: HourCounts = { clicks: 0, visitors: 0, bots: 0 };

/**
 * Adds up the counts of hours, from each of some starts to its end, which is the next one's start. The
 * hours are read once, and come as one value: a year has so many that a row for each kept the event
 * loop busy for longer than the database took.
 */
export function prepareHourSums(ask: Ask) {
  const sums = (kind: CountedSubject["kind"], id: string) =>
    prepared<{ counted: Counted[] | null }>(
      ask,
      `hours of ${kind}`,
      `SELECT json_agg(json_build_array("number", "clicks", "visitors", "bots")) AS "counted"
       FROM (
         SELECT width_bucket(extract(epoch FROM "hour")::float8 * 1000, $2::float8[]) AS "number",
                sum("clicks") AS "clicks", sum("visitors") AS "visitors", sum("bots") AS "bots"
         FROM "${kind}Hour" WHERE "${id}" = $1 AND "hour" >= $3 AND "hour" < $4 GROUP BY 1
       ) AS counted`,
    );
  const statements = { Link: sums("Link", "linkId"), User: sums("User", "userId") };
  return async ({ kind, id }: CountedSubject, bounds: Bounds[]): Promise<HourCounts[]> => {
    const [first, last] = [bounds[0], bounds.at(-1)];
    if (!first || !last) return [];
    const starts = `{${bounds.map(([start]) => start).join(",")}}`;
    const [row] = await statements[kind](id, starts, new Date(first[0]), new Date(last[1]));
    const counts = bounds.map(() => nothing);
    for (const [number, clicks, visitors, bots] of row?.counted ?? []) {
      counts[number - 1] = { clicks, visitors, bots };
    }
    return counts;
  };
}
