import type pg from "pg";
import { nextLinksSql, purgeStatements } from "../accountPurgePlan.ts";
import { inList, limitedDelete } from "./limitedDelete.ts";
import { toPositional } from "./namedParameters.ts";

const statements = purgeStatements({
  inList,
  limitedDelete: (table, _, condition, limit) => limitedDelete(table, condition, limit),
});

/** Removes some rows of an account that its owner deleted. See `ClickStore`. */
export async function purgeAccounts(client: pg.PoolClient, now: number): Promise<boolean> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT "id" FROM "User" WHERE "deletedAt" IS NOT NULL LIMIT 1`,
  );
  const [user] = rows;
  if (!user) return false;
  const parameters = { userId: user.id, now: new Date(now) };
  for (const { table, sql } of statements) {
    if (table === "Link") await client.query(toPositional(retireCodesSql, parameters));
    if (((await client.query(toPositional(sql, parameters))).rowCount ?? 0) > 0) return true;
  }
  await client.query(toPositional(`DELETE FROM "User" WHERE "id" = @userId`, parameters));
  return true;
}

const retireCodesSql = `INSERT INTO "RetiredCode" ("shortCode", "ownerId", "retiredAt")
  SELECT "shortCode", "ownerId", @now FROM "Link" WHERE ${inList(`"id"`, nextLinksSql)}
  ON CONFLICT DO NOTHING`;
