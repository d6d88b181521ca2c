import { MoveError } from "./moveError.ts";
import { type Column, keyOf, type MovedTable, type Row } from "./tables.ts";

/** A row as PostgreSQL reads it from JSON. Throws a MoveError where it cannot keep it. */
export function recordOf(table: MovedTable, columns: Column[], row: Row): Record<string, unknown> {
  const converted = columns.map(({ name, type }, place) => {
    const value = row[place];
    if (typeof value === "string" && value.includes("\0")) {
      throw refusal(
        table,
        columns,
        row,
        name,
        "holds a NUL character, which PostgreSQL cannot keep",
      );
    }
    if (type !== "timestamptz" || value === null) return [name, inJson(type, value)];
    const time = new Date(typeof value === "number" ? value : Number.NaN);
    if (Number.isNaN(time.getTime())) throw refusal(table, columns, row, name, "is no time");
    return [name, time.toISOString()];
  });
  return Object.fromEntries(converted);
}

/** The same text for the same row, whichever engine it was read from. */
export function textOf(row: Row): string {
  return JSON.stringify(row.map(comparable));
}

/** A key as text that `parseKey` reads. */
export const keyText = textOf;

/** The values of a key, as SQLite compares them. */
export function parseKey(table: MovedTable, columns: Column[], text: string): unknown[] {
  const values: unknown[] = JSON.parse(text);
  return table.key.map((name, place) => {
    const value = values[place];
    const isBytes = columns.find((column) => column.name === name)?.type === "bytea";
    return isBytes ? Buffer.from(String(value).slice(2), "hex") : value;
  });
}

function inJson(type: string, value: unknown): unknown {
  return type === "bool" ? value === 1 : comparable(value);
}

/** SQLite has numbers for true and false. */
function comparable(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  return typeof value === "boolean" ? Number(value) : value;
}

function refusal(
  table: MovedTable,
  columns: Column[],
  row: Row,
  column: string,
  reason: string,
): MoveError {
  const key = keyText(keyOf(table, columns, row));
  return new MoveError(`"${column}" of the row ${key} of "${table.name}" ${reason}.`);
}
