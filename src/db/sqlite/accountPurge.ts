import { nextLinksSql, purgeStatements } from "../accountPurgePlan.ts";
import { openWriteConnection } from "./openWriteConnection.ts";

export type AccountPurge = ReturnType<typeof openAccountPurge>;

const statements = purgeStatements({
  inList: (column, selected) => `${column} IN (${selected})`,
  limitedDelete: (table, key, condition, limit, order) =>
    `DELETE FROM "${table}" WHERE (${key}) IN
       (SELECT ${key} FROM "${table}" WHERE ${condition} ${order ? `ORDER BY ${order}` : ""} LIMIT ${limit})`,
});

/**
 * Removes, in small steps, the accounts that their owners deleted, on a connection of its own. Each
 * step is one transaction, short enough that nobody who wants to write notices.
 */
export function openAccountPurge(databaseUrl: string) {
  const database = openWriteConnection(databaseUrl);
  // The order of the kinds keeps every reference whole. Checked one by one, each token that goes
  // would be looked for among all links there are.
  database.pragma("foreign_keys = OFF");
  const nextUserId = database
    .prepare<[], number>(`SELECT "id" FROM "User" WHERE "deletedAt" IS NOT NULL LIMIT 1`)
    .pluck();
  const retireCodes = database.prepare<{ userId: number; now: number }>(
    `INSERT INTO "RetiredCode" ("shortCode", "ownerId", "retiredAt")
     SELECT "shortCode", "ownerId", @now FROM "Link" WHERE "id" IN (${nextLinksSql})
     ON CONFLICT DO NOTHING`,
  );
  const prepared = statements.map(({ table, sql }) => ({
    table,
    statement: database.prepare<{ userId: number }>(sql),
  }));
  const deleteUser = database.prepare<[number]>(`DELETE FROM "User" WHERE "id" = ?`);

  const purgeBatch = database.transaction((now: number): boolean => {
    const userId = nextUserId.get();
    if (userId === undefined) return false;
    for (const { table, statement } of prepared) {
      if (table === "Link") retireCodes.run({ userId, now });
      if (statement.run({ userId }).changes > 0) return true;
    }
    deleteUser.run(userId);
    return true;
  });
  return {
    /**
     * Removes some hundred rows, and retires the codes of the links among them. `now` is in
     * milliseconds. False where nothing was left to remove.
     */
    purgeNext: (now: number): boolean => purgeBatch.immediate(now),
  };
}
