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
 * Opens a purge of deleted accounts on a connection of its own. It works in small steps. Each step is
 * one transaction, short enough that other writers do not notice it.
 */
export function openAccountPurge(databaseUrl: string) {
  const database = openWriteConnection(databaseUrl);
  // The order of the tables keeps every reference intact. With foreign keys on, each removed token
  // would be searched for among all links.
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
     * Removes a few hundred rows, and retires the short codes of the links among them. `now` is in
     * milliseconds. Returns false if nothing was left to remove.
     */
    purgeNext: (now: number): boolean => purgeBatch.immediate(now),
  };
}
