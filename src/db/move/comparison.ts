import { createHash } from "node:crypto";
import type pg from "pg";
import { transact } from "../postgres/transact.ts";
import type { Source } from "./source.ts";
import type { Column, MovedTable, Row } from "./tables.ts";
import { textOf } from "./values.ts";

const rowsAtOnce = 2_000;

/** What a table holds: its rows, and a checksum of all that is in them. */
export interface Content {
  rows: number;
  checksum: string;
}

/** What a table of SQLite holds. */
export function contentOfSource(source: Source, table: MovedTable, columns: Column[]): Content {
  const content = createContent();
  for (const row of source.rows(table, columns)) content.add(row);
  return content.result();
}

/** What a table of PostgreSQL holds; the same where it holds the same. */
export function contentOfTarget(
  pool: pg.Pool,
  table: MovedTable,
  columns: Column[],
): Promise<Content> {
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const order = table.key.map((name) => {
    const isText = columns.find((column) => column.name === name)?.type === "text";
    // As SQLite has it: by the bytes, whatever language the database is of.
    return isText ? `"${name}" COLLATE "C"` : `"${name}"`;
  });
  return transact(pool, async (client) => {
    const content = createContent();
    await client.query(
      `DECLARE "stored" CURSOR FOR SELECT ${names} FROM "${table.name}" ORDER BY ${order.join(", ")}`,
    );
    for (;;) {
      const { rows } = await client.query<Row>({
        text: `FETCH ${rowsAtOnce} FROM "stored"`,
        rowMode: "array",
      });
      if (rows.length === 0) return content.result();
      for (const row of rows) content.add(row);
    }
  });
}

function createContent() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add: (row: Row) => {
      rows += 1;
      hash.update(`${textOf(row)}\n`);
    },
    result: (): Content => ({ rows, checksum: hash.digest("hex") }),
  };
}
