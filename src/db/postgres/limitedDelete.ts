/**
 * Returns the condition that a column has one of the selected values. It uses an array, which is looked
 * up in an index, whereas the rows of `IN` may be joined with the whole table.
 */
export function inList(column: string, selected: string): string {
  return `${column} = ANY (ARRAY(${selected}))`;
}

/**
 * Returns a statement that deletes at most `limit` rows that meet the condition. With `column`, it
 * deletes those with its lowest values, found by its index. Rows are identified by their physical
 * position. Partitions of a table use the same positions, so the condition is checked again for each
 * row.
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
