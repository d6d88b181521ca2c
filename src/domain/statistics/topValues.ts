import { Prisma } from "../../db/database.ts";
import { dayOf } from "../clicks/calendar.ts";
import type { Dimension } from "../clicks/tally.ts";
import { InvalidStatisticsError } from "../errors.ts";
import { type Statistics, subjectColumn } from "./readStatistics.ts";

/** A value and the clicks that had it. */
export interface TopValue {
  /** Null for the unknown. */
  value: string | null;
  clicks: number;
  /** Part of all clicks, from 0 to 1. */
  share: number;
}

export interface TopValues {
  values: TopValue[];
  /** All clicks with none of these values. */
  other: { clicks: number; share: number };
}

/** Of the days and hours of the range; without value and clicks where no day had any. */
interface Row {
  value: string | null;
  clicks: number | bigint | null;
  known: number | bigint;
  all: number | bigint;
}

const maximumValues = 100;
const dayMilliseconds = 86_400_000;

/**
 * The most frequent values of people's clicks, the unknown among them; with the others their shares
 * add up to 1, or to 0 where nobody clicked. Values are counted by whole UTC days: those that the
 * range touches. Throws InvalidStatisticsError unless `first` is 1 to 100.
 */
export async function topValues(
  { service, subject, range }: Statistics,
  dimension: Dimension,
  first: number,
): Promise<TopValues> {
  if (first < 1 || first > maximumValues) {
    throw new InvalidStatisticsError(`first must be a whole number from 1 to ${maximumValues}.`);
  }
  const column = subjectColumn(subject.kind);
  const from = new Date(dayOf(range.starts[0] as number));
  const to = new Date(dayOf(range.end - 1) + dayMilliseconds);
  // One statement, because clicks are written all the time: all and known must be of one moment.
  const rows = await service.database.$queryRaw<Row[]>`
    WITH counted AS (
      SELECT "value", sum("clicks") AS "clicks" FROM ${Prisma.raw(`"${subject.kind}Day"`)}
      WHERE ${column} = ${subject.id} AND "dimension" = ${dimension}
        AND "day" >= ${from} AND "day" < ${to}
      GROUP BY "value"
    )
    SELECT "value", "clicks", (SELECT coalesce(sum("clicks"), 0) FROM counted) AS "known",
      (SELECT coalesce(sum("clicks"), 0) FROM ${Prisma.raw(`"${subject.kind}Hour"`)}
       WHERE ${column} = ${subject.id} AND "hour" >= ${from} AND "hour" < ${to}) AS "all"
    FROM (SELECT 1 AS "one") AS "always" LEFT JOIN counted ON "one" = 1
    ORDER BY "clicks" DESC, "value" LIMIT ${first}`;

  const all = Number(rows[0]?.all ?? 0);
  const share = (clicks: number) => (all === 0 ? 0 : clicks / all);
  const unknown = { value: null, clicks: all - Number(rows[0]?.known ?? 0) };
  const known = rows.flatMap(({ value, clicks }) =>
    value === null ? [] : [{ value, clicks: Number(clicks) }],
  );
  const values = [...known, ...(unknown.clicks > 0 ? [unknown] : [])]
    .sort((one, another) => another.clicks - one.clicks)
    .slice(0, first)
    .map(({ value, clicks }) => ({ value, clicks, share: share(clicks) }));
  const rest = values.reduce((left, { clicks }) => left - clicks, all);
  return { values, other: { clicks: rest, share: share(rest) } };
}
