import type { Bounds, CountedSubject, HourCounts } from "../lookup.ts";
import { type Ask, prepared } from "./ask.ts";

/** Adds up the counts of hours, from each of some starts to its end. */
export function prepareHourSums(ask: Ask) {
  const sums = (kind: CountedSubject["kind"], id: string) =>
    prepared<HourCounts>(
      ask,
      `hours of ${kind}`,
      `SELECT counted.* FROM unnest($2::timestamptz[], $3::timestamptz[])
         WITH ORDINALITY AS bound("start", "end", "number")
       CROSS JOIN LATERAL (
         SELECT coalesce(sum("clicks"), 0)::float8 AS "clicks",
                coalesce(sum("visitors"), 0)::float8 AS "visitors",
                coalesce(sum("bots"), 0)::float8 AS "bots"
         FROM "${kind}Hour" WHERE "${id}" = $1 AND "hour" >= bound."start" AND "hour" < bound."end"
       ) AS counted ORDER BY bound."number"`,
    );
  const statements = { Link: sums("Link", "linkId"), User: sums("User", "userId") };
  return ({ kind, id }: CountedSubject, bounds: Bounds[]): Promise<HourCounts[]> =>
    statements[kind](
      id,
      bounds.map(([start]) => new Date(start)),
      bounds.map(([, end]) => new Date(end)),
    );
}
