import type { ClickStore } from "../clickStore.ts";
import type { StorageSettings } from "../storage.ts";
import { removeAccounts } from "./accountRemoval.ts";
import { removeClicks, removeVisitors } from "./clickRemoval.ts";
import { createClickWriting } from "./clickWriting.ts";
import { createDataMigrationTransaction } from "./dataMigration.ts";
import { lockOfMonths, makeMonths } from "./months.ts";
import { openPool } from "./pool.ts";
import { transact } from "./transact.ts";

/** Writes clicks over one connection of its own. */
export function openPostgresClickStore(settings: StorageSettings): ClickStore {
  const pool = openPool(settings, 1);
  return {
    transact: (act) => transact(pool, (client) => act(createClickWriting(client))),
    transactData: (act) => transact(pool, (client) => act(createDataMigrationTransaction(client))),
    visitorKey: async (day, fresh) => {
      const start = new Date(day);
      const read = async () => {
        const { rows } = await pool.query<{ key: Buffer }>(
          `SELECT "key" FROM "VisitorKey" WHERE "day" = $1`,
          [start],
        );
        return rows[0]?.key;
      };
      const kept = await read();
      if (kept) return kept;
      await pool.query(
        `INSERT INTO "VisitorKey" ("day", "key") VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        [start, fresh],
      );
      return (await read()) ?? fresh;
    },
    makeRoom: (now) =>
      transact(pool, async (client) => {
        await client.query(lockOfMonths);
        await makeMonths(client, now);
      }),
    removeClicks: (before, limit) =>
      transact(pool, (client) => removeClicks(client, before, limit)),
    removeVisitors: (beforeDay, limit) => removeVisitors(pool, beforeDay, limit),
    removeAccounts: (now) => transact(pool, (client) => removeAccounts(client, now)),
  };
}
