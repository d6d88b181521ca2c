import { createHash } from "node:crypto";
import type pg from "pg";
import { withTransaction } from "../postgres/transaction.ts";
import { serializeRow } from "./serialization.ts";
import type { Source } from "./source.ts";
import type { Column, Row, TableToCopy } from "./tables.ts";

const rowsPerFetch = 2_000;

/** Number of rows in a table, and a checksum of all their content. */
export interface TableChecksum {
  rows: number;
  checksum: string;
}

/** Returns the checksum of an SQLite table. */
export function checksumSource(
  source: Source,
  table: TableToCopy,
  columns: Column[],
): TableChecksum {
  const accumulator = createChecksum();
  for (const row of source.rows(table, columns)) accumulator.add(row);
  return accumulator.result();
}

/** Returns the checksum of a PostgreSQL table. It is the same for the same content. */
export function checksumTarget(
  pool: pg.Pool,
  table: TableToCopy,
  columns: Column[],
): Promise<TableChecksum> {
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const order = table.key.map((name) => {
    const isText = columns.find((column) => column.name === name)?.type === "text";
    // Sorts by bytes, as SQLite does, whatever the locale of the database.
    return isText ? `"${name}" COLLATE "C"` : `"${name}"`;
  });
  return withTransaction(pool, async (client) => {
    const accumulator = createChecksum();
    await client.query(
      `DECLARE "stored" CURSOR FOR SELECT ${names} FROM "${table.name}" ORDER BY ${order.join(", ")}`,
    );
    for (;;) {
      const { rows } = await client.query<Row>({
        text: `FETCH ${rowsPerFetch} FROM "stored"`,
        rowMode: "array",
      });
      if (rows.length === 0) return accumulator.result();
      for (const row of rows) accumulator.add(row);
    }
  });
}

function createChecksum() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add: (row: Row) => {
      rows += 1;
      hash.update(`${serializeRow(row)}\n`);
    },
    result: (): TableChecksum => ({ rows, checksum: hash.digest("hex") }),
  };
}
