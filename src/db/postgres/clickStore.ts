import type { ClickStore } from "../clickStore.ts";
import type { StorageOptions } from "../storage.ts";
import { purgeAccounts } from "./accountPurge.ts";
import { createPartitions, partitionLockSql } from "./clickPartitions.ts";
import { purgeClicks, purgeVisitors } from "./clickPurge.ts";
import { createClickTransaction } from "./clickTransaction.ts";
import { createDataMigrationTransaction } from "./dataMigration.ts";
import { openPool } from "./pool.ts";
import { withTransaction } from "./transaction.ts";

/** Opens a click store that writes over one connection of its own. */
export function openPostgresClickStore(options: StorageOptions): ClickStore {
  const pool = openPool(options, 1);
  return {
    withTransaction: (run) =>
      withTransaction(pool, (client) => run(createClickTransaction(client))),
    withDataMigrationTransaction: (run) =>
      withTransaction(pool, (client) => run(createDataMigrationTransaction(client))),
    visitorKey: async (day, fresh) => {
      const start = new Date(day);
      const read = async () => {
        const { rows } = await pool.query<{ key: Buffer }>(
          `SELECT "key" FROM "VisitorKey" WHERE "day" = $1`,
          [start],
        );
        return rows[0]?.key;
      };
      const existing = await read();
      if (existing) return existing;
      await pool.query(
        `INSERT INTO "VisitorKey" ("day", "key") VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        [start, fresh],
      );
      return (await read()) ?? fresh;
    },
    createUpcomingPartitions: (now) =>
      withTransaction(pool, async (client) => {
        await client.query(partitionLockSql);
        await createPartitions(client, now);
      }),
    purgeClicks: (before, limit) =>
      withTransaction(pool, (client) => purgeClicks(client, before, limit)),
    purgeVisitors: (beforeDay, limit) => purgeVisitors(pool, beforeDay, limit),
    purgeAccounts: (now) => withTransaction(pool, (client) => purgeAccounts(client, now)),
  };
}
