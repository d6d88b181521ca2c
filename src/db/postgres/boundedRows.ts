import { ColumnTypeEnum, type SqlQueryable } from "@prisma/driver-adapter-utils";
import { boundedInteger, earliestTime, latestTime } from "../storedValues.ts";

const inFourDigits = /^\d{4}-[^B]+$/;
const earliest = new Date(earliestTime).toISOString();
const latest = new Date(latestTime).toISOString();

/** Lets Prisma read numbers and times that it has no form for as the nearest that it has. */
export function boundRows<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const bounding = result.columnTypes.map((type) => boundings[type]);
    for (const row of result.rows) {
      for (const [column, toBounds] of bounding.entries()) {
        if (toBounds && row[column] !== null) row[column] = toBounds(row[column]);
      }
    }
    return result;
  };
  return queryable;
}

const boundings: Record<number, (value: unknown) => unknown> = {
  [ColumnTypeEnum.Int64]: (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? value : boundedInteger(number);
  },
  // Infinite ones, and years before 1 and after 9999.
  [ColumnTypeEnum.DateTime]: (value) => {
    const text = String(value);
    if (inFourDigits.test(text)) return value;
    return text.startsWith("-") || text.endsWith("BC") ? earliest : latest;
  },
};
