import type pg from "pg";
import { removalsIn, someLinks } from "../accountRows.ts";
import { bind } from "./bind.ts";
import { among, deleteSome } from "./deleteSome.ts";

const removals = removalsIn({
  among,
  deleteSome: (table, _, condition, limit) => deleteSome(table, condition, limit),
});

/** Removes some rows of an account that its owner deleted. See `ClickStore`. */
export async function removeAccounts(client: pg.PoolClient, now: number): Promise<boolean> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT "id" FROM "User" WHERE "deletedAt" IS NOT NULL LIMIT 1`,
  );
  const [user] = rows;
  if (!user) return false;
  const parameters = { userId: user.id, now: new Date(now) };
  for (const { table, sql } of removals) {
    if (table === "Link") await client.query(bind(retire, parameters));
    if (((await client.query(bind(sql, parameters))).rowCount ?? 0) > 0) return true;
  }
  await client.query(bind(`DELETE FROM "User" WHERE "id" = @userId`, parameters));
  return true;
}

const retire = `INSERT INTO "RetiredCode" ("shortCode", "ownerId", "retiredAt")
  SELECT "shortCode", "ownerId", @now FROM "Link" WHERE ${among(`"id"`, someLinks)}
  ON CONFLICT DO NOTHING`;
