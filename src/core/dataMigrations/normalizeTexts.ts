import type {
  DataMigrationTransaction,
  TextColumn,
  TextReplacement,
} from "../../db/dataMigration.ts";
import type { DataBatch, DataMigration } from "./dataMigration.ts";

/**
 * All user text that is stored unnormalized. Passwords are not included: they are normalized when
 * used.
 */
const columns: TextColumn[] = [
  { table: "Link", column: "title" },
  { table: "ApiToken", column: "name" },
];

const rowsPerBatch = 1_000;
/** Each change also updates the search index of links. */
const changesPerBatch = 200;

/** The column and the row after which the next batch starts. */
type Position = [column: number, id: number];

interface TextRow {
  id: number;
  text: unknown;
}

/** Converts stored titles and token names to NFC, like new ones. History entries stay unchanged. */
export const normalizeTexts: DataMigration = {
  name: "normalize_texts",
  measure: async (transaction) => {
    let sum = 0;
    for (const { table } of columns) {
      const [row] = await transaction.all<{ id: number | null }>(
        `SELECT max("id") AS "id" FROM "${table}"`,
      );
      sum += row?.id ?? 0;
    }
    return sum;
  },
  runBatch: async (transaction, cursor) => {
    let [number, after]: Position = cursor === null ? [0, 0] : JSON.parse(cursor);
    const batch: DataBatch = { next: null, units: 0, rowsRead: 0, rowsChanged: 0 };
    for (let column = columns[number]; column; column = columns[number]) {
      const rows = rowsPerBatch - batch.rowsRead;
      const changes = changesPerBatch - batch.rowsChanged;
      if (rows <= 0 || changes <= 0) return { ...batch, next: JSON.stringify([number, after]) };
      const part = await normalizeColumn(transaction, column, { after, rows, changes });
      batch.units += part.lastId - after;
      batch.rowsRead += part.rowsRead;
      batch.rowsChanged += part.rowsChanged;
      [number, after] = part.isLast ? [number + 1, 0] : [number, part.lastId];
    }
    return batch;
  },
};

async function normalizeColumn(
  transaction: DataMigrationTransaction,
  column: TextColumn,
  { after, rows: limit, changes }: { after: number; rows: number; changes: number },
): Promise<Pick<DataBatch, "rowsRead" | "rowsChanged"> & { lastId: number; isLast: boolean }> {
  const rows = await transaction.all<TextRow>(
    `SELECT "id", "${column.column}" AS "text" FROM "${column.table}"
     WHERE "id" > @after ORDER BY "id" LIMIT @limit`,
    { after, limit },
  );
  const replacements: TextReplacement[] = [];
  let rowsRead = 0;
  for (const { id, text } of rows) {
    if (replacements.length === changes) break;
    rowsRead += 1;
    const normalized = typeof text === "string" ? text.normalize("NFC") : text;
    if (normalized !== text) {
      replacements.push({ id, before: String(text), after: String(normalized) });
    }
  }
  return {
    rowsRead,
    rowsChanged: await transaction.replaceTexts(column, replacements),
    lastId: rows[rowsRead - 1]?.id ?? after,
    isLast: rowsRead === rows.length && rows.length < limit,
  };
}
