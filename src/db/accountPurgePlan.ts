/** Links whose rows are removed in a step, and rows of a kind. */
const linksPerStep = 100;
const rowsPerStep = 500;

/** The next links of the user that are removed. */
export const nextLinksSql = `SELECT "id" FROM "Link" WHERE "ownerId" = @userId ORDER BY "id" LIMIT ${linksPerStep}`;
/** Days of which visitors' marks are kept. */
const daysSql = `SELECT "day" FROM "VisitorKey"`;

/** Says what each engine needs said its own way, or it would not go by its indexes. */
interface SqlDialect {
  /** That the column has one of the selected values. */
  inList(column: string, selected: string): string;
  /**
   * Deletes so many rows, at most, that meet the condition. The key tells rows apart. The order matters
   * where the engine does not itself keep references among the rows whole.
   */
  limitedDelete(
    table: string,
    key: string,
    condition: string,
    limit: number,
    order: string | undefined,
  ): string;
}

/** In the order in which they go, the statements that remove some rows of each kind of an account. */
export function purgeStatements({ inList, limitedDelete }: SqlDialect) {
  const linkCondition = inList(`"linkId"`, nextLinksSql);
  const dayCondition = inList(`"day"`, daysSql);
  /** What leads to the rows, from the leaves to the root: where each kind of them is. */
  const kinds: [table: string, key: string, condition: string, order?: string][] = [
    ["Click", `"id"`, linkCondition],
    ["LinkHour", `"linkId", "hour"`, linkCondition],
    ["LinkDay", `"linkId", "dimension", "day", "value"`, linkCondition],
    ["LinkVisitor", `"day", "linkId", "mark"`, `${dayCondition} AND ${linkCondition}`],
    ["LinkVisitorSketch", `"day", "linkId"`, `${dayCondition} AND ${linkCondition}`],
    ["LinkChange", `"id"`, linkCondition],
    ["Link", `"id"`, inList(`"id"`, nextLinksSql)],
    ["UserHour", `"userId", "hour"`, `"userId" = @userId`],
    ["UserDay", `"userId", "dimension", "day", "value"`, `"userId" = @userId`],
    ["UserVisitor", `"day", "userId", "mark"`, `${dayCondition} AND "userId" = @userId`],
    ["UserVisitorSketch", `"day", "userId"`, `${dayCondition} AND "userId" = @userId`],
    ["KnownAddress", `"ownerId", "mark"`, `"ownerId" = @userId`],
    ["Session", `"id"`, `"ownerId" = @userId`],
    // Before those that they were created with.
    ["ApiToken", `"id"`, `"ownerId" = @userId`, `"id" DESC`],
  ];
  return kinds.map(([table, key, condition, order]) => ({
    table,
    sql: limitedDelete(table, key, condition, rowsPerStep, order),
  }));
}
