import type { StatsSubject, TopValuesResult } from "./lookup.ts";

/**
 * A row of the statement's result. PostgreSQL returns sums as text. Value and clicks are null if no day
 * had any.
 */
export interface DailyRollupRow {
  value: string | null;
  clicks: number | string | null;
  known: number | string;
  all: number | string;
}

/**
 * Returns the statement that sums the values of days. Its parameters are `@id`, `@dimension`, `@from`,
 * `@to` and `@limit`. It is one statement because clicks are written constantly: all and known must be
 * of one moment. Clicks are multiplied by 1.0, because sums of integers would fail beyond 64 bits.
 */
export function dailyRollupSql(kind: StatsSubject["kind"]): string {
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

export function toTopValuesResult(rows: DailyRollupRow[]): TopValuesResult {
  const [first] = rows;
  return {
    values: rows.flatMap(({ value, clicks }) =>
      value === null ? [] : [{ value, clicks: Number(clicks) }],
    ),
    knownClicks: Number(first?.known ?? 0),
    totalClicks: Number(first?.all ?? 0),
  };
}
