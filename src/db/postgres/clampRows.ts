import { ColumnTypeEnum, type SqlQueryable } from "@prisma/driver-adapter-utils";
import { clampInteger, maxTime, minTime } from "../clampValues.ts";

const fourDigitYear = /^\d{4}-[^B]+$/;
const minTimeText = new Date(minTime).toISOString();
const maxTimeText = new Date(maxTime).toISOString();

/** Clamps numbers and times that Prisma cannot represent to the nearest value that it can. */
export function clampRows<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const clamps = result.columnTypes.map((type) => clampByType[type]);
    for (const row of result.rows) {
      for (const [column, clamp] of clamps.entries()) {
        if (clamp && row[column] !== null) row[column] = clamp(row[column]);
      }
    }
    return result;
  };
  return queryable;
}

const clampByType: Record<number, (value: unknown) => unknown> = {
  [ColumnTypeEnum.Int64]: (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? value : clampInteger(number);
  },
  // Infinite times, and years before 1 and after 9999.
  [ColumnTypeEnum.DateTime]: (value) => {
    const text = String(value);
    if (fourDigitYear.test(text)) return value;
    return text.startsWith("-") || text.endsWith("BC") ? minTimeText : maxTimeText;
  },
};
