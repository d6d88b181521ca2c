/** Links whose rows are removed in a step, and rows of a kind. */
const linksPerStep = 100;
const rowsPerStep = 500;

/** The next links of the user that are removed. */
export const someLinks = `SELECT "id" FROM "Link" WHERE "ownerId" = @userId ORDER BY "id" LIMIT ${linksPerStep}`;
/** Days of which visitors' marks are kept. */
const days = `SELECT "day" FROM "VisitorKey"`;

/** What leads to the rows of an account, from the leaves to the root: where each kind of them is. */
const kinds: [table: string, key: string, condition: string][] = [
  ["Click", `"id"`, `"linkId" IN (${someLinks})`],
  ["LinkHour", `"linkId", "hour"`, `"linkId" IN (${someLinks})`],
  ["LinkDay", `"linkId", "dimension", "day", "value"`, `"linkId" IN (${someLinks})`],
  ["LinkVisitor", `"day", "linkId", "mark"`, `"day" IN (${days}) AND "linkId" IN (${someLinks})`],
  ["LinkChange", `"id"`, `"linkId" IN (${someLinks})`],
  ["Link", `"id"`, `"id" IN (${someLinks})`],
  ["UserHour", `"userId", "hour"`, `"userId" = @userId`],
  ["UserDay", `"userId", "dimension", "day", "value"`, `"userId" = @userId`],
  ["UserVisitor", `"day", "userId", "mark"`, `"day" IN (${days}) AND "userId" = @userId`],
  ["Session", `"id"`, `"ownerId" = @userId`],
  ["ApiToken", `"id"`, `"ownerId" = @userId`],
];

/** In the order in which they go, the statements that remove some rows of each kind. */
export const removals = kinds.map(([table, key, condition]) => ({
  table,
  sql: `DELETE FROM "${table}" WHERE (${key}) IN
    (SELECT ${key} FROM "${table}" WHERE ${condition} LIMIT ${rowsPerStep})`,
}));
