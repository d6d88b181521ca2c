import type { SqlQuery, SqlQueryable } from "@prisma/driver-adapter-utils";
import { clampInteger, clampTime } from "../clampValues.ts";

/** Rows that Prisma's adapter reads, before their conversion, which fails for an invalid time. */
interface RawRows {
  declaredTypes: (string | null)[];
  values: unknown[][];
}

interface AdapterInternals {
  performIO(query: SqlQuery): Promise<RawRows>;
}

/**
 * Clamps values to the nearest ones that fit their column, because SQLite keeps any value in any
 * column.
 */
export function clampRows<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const internals = queryable as unknown as AdapterInternals;
  const performIO = internals.performIO.bind(queryable);
  internals.performIO = async (query) => {
    const { declaredTypes, values, ...rest } = await performIO(query);
    const clamps = declaredTypes.map((type) => clampByType[type?.toUpperCase() ?? ""]);
    return {
      ...rest,
      declaredTypes,
      values: values.map((row) =>
        row.map((value, column) => (value === null ? null : (clamps[column]?.(value) ?? value))),
      ),
    };
  };
  return queryable;
}

/** Functions by the declared type of a column. */
const clampByType: Record<string, (value: unknown) => unknown> = {
  INTEGER: (value) => clampInteger(toNumber(value)),
  DATETIME: (value) => clampTime(typeof value === "string" ? Date.parse(value) : toNumber(value)),
  BOOLEAN: (value) => (toNumber(value) === 0 ? 0 : 1),
  TEXT: (value) => (Buffer.isBuffer(value) ? value.toString() : value),
};

function toNumber(value: unknown): number {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
}
