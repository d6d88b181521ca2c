import { CopyError } from "./copyError.ts";
import { type Column, type Row, type TableToCopy, toKey } from "./tables.ts";

/** Returns a row as PostgreSQL reads it from JSON. Throws CopyError if PostgreSQL cannot store it. */
export function toRecord(table: TableToCopy, columns: Column[], row: Row): Record<string, unknown> {
  const converted = columns.map(({ name, type }, index) => {
    const value = row[index];
    if (typeof value === "string" && value.includes("\0")) {
      throw unsupportedValueError(
        table,
        columns,
        row,
        name,
        "contains a NUL character, which PostgreSQL cannot store",
      );
    }
    if (type !== "timestamptz" || value === null) return [name, toJsonValue(type, value)];
    const time = new Date(typeof value === "number" ? value : Number.NaN);
    if (Number.isNaN(time.getTime()))
      throw unsupportedValueError(table, columns, row, name, "is not a valid time");
    return [name, time.toISOString()];
  });
  return Object.fromEntries(converted);
}

/** Returns the same text for the same row, whichever engine it was read from. */
export function serializeRow(row: Row): string {
  return JSON.stringify(row.map(toComparable));
}

/** Returns a key as text for `parseKey`. */
export const serializeKey = serializeRow;

/** Returns the values of a key, as SQLite compares them. */
export function parseKey(table: TableToCopy, columns: Column[], text: string): unknown[] {
  const values: unknown[] = JSON.parse(text);
  return table.key.map((name, index) => {
    const value = values[index];
    const isBytes = columns.find((column) => column.name === name)?.type === "bytea";
    return isBytes ? Buffer.from(String(value).slice(2), "hex") : value;
  });
}

function toJsonValue(type: string, value: unknown): unknown {
  return type === "bool" ? value === 1 : toComparable(value);
}

/** Returns the same value for both engines: SQLite stores booleans as numbers. */
function toComparable(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  return typeof value === "boolean" ? Number(value) : value;
}

function unsupportedValueError(
  table: TableToCopy,
  columns: Column[],
  row: Row,
  column: string,
  reason: string,
): CopyError {
  const key = serializeKey(toKey(table, columns, row));
  return new CopyError(`"${column}" of the row ${key} of "${table.name}" ${reason}.`);
}
