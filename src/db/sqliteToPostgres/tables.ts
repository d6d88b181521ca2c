/** The tables to copy, with the keys that they are read by. Referenced tables come first. */
export const tablesToCopy = [
  { name: "User", key: ["id"] },
  { name: "InstanceKey", key: ["id"] },
  { name: "KnownAddress", key: ["ownerId", "mark"] },
  { name: "ApiToken", key: ["id"] },
  { name: "Session", key: ["id"] },
  { name: "Link", key: ["id"] },
  { name: "LinkChange", key: ["id"] },
  { name: "RetiredCode", key: ["shortCode"] },
  { name: "WrittenBatch", key: ["id"] },
  { name: "VisitorKey", key: ["day"] },
  { name: "LinkHour", key: ["linkId", "hour"] },
  { name: "LinkDay", key: ["linkId", "dimension", "day", "value"] },
  { name: "UserHour", key: ["userId", "hour"] },
  { name: "UserDay", key: ["userId", "dimension", "day", "value"] },
  { name: "LinkVisitor", key: ["day", "linkId", "mark"] },
  { name: "UserVisitor", key: ["day", "userId", "mark"] },
  { name: "LinkVisitorSketch", key: ["day", "linkId"] },
  { name: "UserVisitorSketch", key: ["day", "userId"] },
  { name: "Click", key: ["id"] },
];

export type TableToCopy = (typeof tablesToCopy)[number];

/** A column. Its name is the same in both engines, its type is PostgreSQL's. */
export interface Column {
  name: string;
  type: string;
}

/** The columns and the values of one row, in the same order. */
export type Row = unknown[];

/** Returns the values of a row's key. */
export function toKey(table: TableToCopy, columns: Column[], row: Row): unknown[] {
  return table.key.map((name) => row[columns.findIndex((column) => column.name === name)]);
}
