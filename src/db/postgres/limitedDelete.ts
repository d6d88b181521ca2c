/**
 * That the column has one of the selected values: as a list, which goes by an index, whereas the rows
 * of `IN` may be joined to all of a table.
 */
export function inList(column: string, selected: string): string {
  return `${column} = ANY (ARRAY(${selected}))`;
}

/**
 * A statement that deletes so many rows, at most, that meet the condition; where a column is named, those
 * with the lowest values of it, found by its index. It takes rows by where they lie. The parts of a table
 * have the same places, so that the condition is asked of each row again.
 */
export function limitedDelete(
  table: string,
  condition: string,
  limit: number | string,
  column?: string,
): string {
  const order = column ? `ORDER BY "${column}"` : "";
  const rowIds = `SELECT "ctid" FROM "${table}" WHERE ${condition} ${order} LIMIT ${limit}`;
  return `DELETE FROM "${table}" WHERE ${inList(`"ctid"`, rowIds)} AND ${condition}`;
}
