import type { SqlQuery, SqlQueryable } from "@prisma/driver-adapter-utils";
import { boundedInteger, boundedTime } from "../storedValues.ts";

/** What the adapter of Prisma reads, before it converts it, which fails for a time that is none. */
interface RawRows {
  declaredTypes: (string | null)[];
  values: unknown[][];
}

interface Reading {
  performIO(query: SqlQuery): Promise<RawRows>;
}

/** SQLite keeps any value in any column. Lets Prisma read those that fit their column, or the nearest. */
export function boundRows<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const reading = queryable as unknown as Reading;
  const performIO = reading.performIO.bind(queryable);
  reading.performIO = async (query) => {
    const { declaredTypes, values, ...rest } = await performIO(query);
    const fitting = declaredTypes.map((type) => fitters[type?.toUpperCase() ?? ""]);
    return {
      ...rest,
      declaredTypes,
      values: values.map((row) =>
        row.map((value, column) => (value === null ? null : (fitting[column]?.(value) ?? value))),
      ),
    };
  };
  return queryable;
}

/** By the declared type of a column. */
const fitters: Record<string, (value: unknown) => unknown> = {
  INTEGER: (value) => boundedInteger(numberOf(value)),
  DATETIME: (value) => boundedTime(typeof value === "string" ? Date.parse(value) : numberOf(value)),
  BOOLEAN: (value) => (numberOf(value) === 0 ? 0 : 1),
  TEXT: (value) => (Buffer.isBuffer(value) ? value.toString() : value),
};

function numberOf(value: unknown): number {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
}
