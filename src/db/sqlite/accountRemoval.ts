import { removalsIn, someLinks } from "../accountRows.ts";
import { openWriter } from "./openWriter.ts";

export type AccountRemoval = ReturnType<typeof openAccountRemoval>;

const removals = removalsIn({
  among: (column, selected) => `${column} IN (${selected})`,
  deleteSome: (table, key, condition, limit, order) =>
    `DELETE FROM "${table}" WHERE (${key}) IN
       (SELECT ${key} FROM "${table}" WHERE ${condition} ${order ? `ORDER BY ${order}` : ""} LIMIT ${limit})`,
});

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
  const prepared = removals.map(({ table, sql }) => ({
    table,
    statement: database.prepare<{ userId: number }>(sql),
  }));
  const user = database.prepare<[number]>(`DELETE FROM "User" WHERE "id" = ?`);

  const step = database.transaction((now: number): boolean => {
    const userId = next.get();
    if (userId === undefined) return false;
    for (const { table, statement } of prepared) {
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
