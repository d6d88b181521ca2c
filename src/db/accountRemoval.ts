import { openWriter } from "./openWriter.ts";

export type AccountRemoval = ReturnType<typeof openAccountRemoval>;

const linksPerStep = 100;
const rowsPerStep = 500;

const someLinks = `SELECT "id" FROM "Link" WHERE "ownerId" = @userId ORDER BY "id" LIMIT ${linksPerStep}`;
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

/**
 * Removes, in small steps, the accounts that their owners deleted, on a connection of its own. Each
 * step is one transaction, short enough that nobody who wants to write notices.
 */
export function openAccountRemoval(databaseUrl: string) {
  const database = openWriter(databaseUrl);
  // The order of the kinds keeps every reference whole. Checked one by one, each token that goes
  // would be looked for among all links there are.
  database.pragma("foreign_keys = OFF");
  const next = database
    .prepare<[], number>(`SELECT "id" FROM "User" WHERE "deletedAt" IS NOT NULL LIMIT 1`)
    .pluck();
  const retire = database.prepare<{ userId: number; now: number }>(
    `INSERT INTO "RetiredCode" ("shortCode", "ownerId", "retiredAt")
     SELECT "shortCode", "ownerId", @now FROM "Link" WHERE "id" IN (${someLinks})
     ON CONFLICT DO NOTHING`,
  );
  const removals = kinds.map(([table, key, condition]) => ({
    table,
    statement: database.prepare<{ userId: number }>(
      `DELETE FROM "${table}" WHERE (${key}) IN
         (SELECT ${key} FROM "${table}" WHERE ${condition} LIMIT ${rowsPerStep})`,
    ),
  }));
  const user = database.prepare<[number]>(`DELETE FROM "User" WHERE "id" = ?`);

  const step = database.transaction((now: number): boolean => {
    const userId = next.get();
    if (userId === undefined) return false;
    for (const { table, statement } of removals) {
      if (table === "Link") retire.run({ userId, now });
      if (statement.run({ userId }).changes > 0) return true;
    }
    user.run(userId);
    return true;
  });
  return {
    /**
     * Removes some hundred rows, and retires the codes of the links among them. `now` is in
     * milliseconds. False where nothing was left to remove.
     */
    step: (now: number): boolean => step.immediate(now),
  };
}
