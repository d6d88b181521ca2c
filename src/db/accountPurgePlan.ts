/** Links whose rows are removed in one step, and rows per table. */
const linksPerStep = 100;
const rowsPerStep = 500;

/** Selects the next links of the user whose rows are removed. */
export const nextLinksSql = `SELECT "id" FROM "Link" WHERE "ownerId" = @userId ORDER BY "id" LIMIT ${linksPerStep}`;
/** Selects the days with stored visitor hashes. */
const daysSql = `SELECT "day" FROM "VisitorKey"`;

/** SQL that differs between engines, because each uses its indexes only with its own form. */
interface SqlDialect {
  /** Returns the condition that a column has one of the selected values. */
  inList(column: string, selected: string): string;
  /**
   * Returns a statement that deletes at most `limit` rows that meet the condition. The key identifies
   * rows. The order matters if the engine does not itself maintain references between the rows.
   */
  limitedDelete(
    table: string,
    key: string,
    condition: string,
    limit: number,
    order: string | undefined,
  ): string;
}

/**
 * Returns the statements that remove some rows of each table of an account, in the order of execution.
 */
export function purgeStatements({ inList, limitedDelete }: SqlDialect) {
  const linkCondition = inList(`"linkId"`, nextLinksSql);
  const dayCondition = inList(`"day"`, daysSql);
  /** Tables with the condition for their rows, from the leaves of the references to the root. */
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
    // Newest first: a token is removed before the token that created it.
    ["ApiToken", `"id"`, `"ownerId" = @userId`, `"id" DESC`],
  ];
  return kinds.map(([table, key, condition, order]) => ({
    table,
    sql: limitedDelete(table, key, condition, rowsPerStep, order),
  }));
}
