import type { CountedSubject, DayValues } from "./lookup.ts";

/** As the statement answers it, sums of PostgreSQL as text: without value and clicks where no day had any. */
export interface DaySumRow {
  value: string | null;
  clicks: number | string | null;
  known: number | string;
  all: number | string;
}

/**
 * Adds up the values of days, `@id`, `@dimension`, `@from`, `@to` and `@limit` given. One statement,
 * because clicks are written all the time: all and known must be of one moment. Sums of whole numbers would
 * fail where they pass 64 bits.
 */
export function daySumStatement(kind: CountedSubject["kind"]): string {
  const id = kind === "Link" ? `"linkId"` : `"userId"`;
  return `WITH counted AS (
      SELECT "value", sum("clicks" * 1.0) AS "clicks" FROM "${kind}Day"
      WHERE ${id} = @id AND "dimension" = @dimension AND "day" >= @from AND "day" < @to
      GROUP BY "value"
    )
    SELECT "value", "clicks", (SELECT coalesce(sum("clicks"), 0) FROM counted) AS "known",
      (SELECT coalesce(sum("clicks" * 1.0), 0) FROM "${kind}Hour"
       WHERE ${id} = @id AND "hour" >= @from AND "hour" < @to) AS "all"
    FROM (SELECT 1 AS "one") AS "always" LEFT JOIN counted ON "one" = 1
    ORDER BY "clicks" DESC, "value" LIMIT @limit`;
}

export function dayValuesOf(rows: DaySumRow[]): DayValues {
  const [first] = rows;
  return {
    values: rows.flatMap(({ value, clicks }) =>
      value === null ? [] : [{ value, clicks: Number(clicks) }],
    ),
    known: Number(first?.known ?? 0),
    all: Number(first?.all ?? 0),
  };
}
