import type pg from "pg";
import { batchIdRetentionMilliseconds } from "../clickStore.ts";
import { dropPartitions, partitionLockSql } from "./clickPartitions.ts";
import { limitedDelete } from "./limitedDelete.ts";

/**
 * A longer wait would block all readers and writers of clicks behind this one. The next hourly run
 * retries.
 */
const lockTimeoutSql = "SET LOCAL lock_timeout = '2s'";

/**
 * Drops partitions of months that lie entirely before that time. Also removes at most `limit` clicks
 * that are in the default partition. Returns how many of the latter.
 */
export async function purgeClicks(
  client: pg.PoolClient,
  before: number,
  limit: number,
): Promise<number> {
  await client.query(lockTimeoutSql);
  await client.query(partitionLockSql);
  await dropPartitions(client, before);
  const { rowCount } = await client.query(limitedDelete("Click_other", `"at" < $1`, "$2"), [
    new Date(before),
    limit,
  ]);
  return rowCount ?? 0;
}

/** Removes visitor data of earlier days, and the ids of batches that were written then. */
export async function purgeVisitors(
  pool: pg.Pool,
  beforeDay: number,
  limit: number,
): Promise<number> {
  const day = new Date(beforeDay);
  const remove = async (table: string, column: string, before = day) =>
    (await pool.query(limitedDelete(table, `"${column}" < $1`, "$2", column), [before, limit]))
      .rowCount ?? 0;
  await pool.query(`DELETE FROM "VisitorKey" WHERE "day" < $1`, [day]);
  return Math.max(
    await remove("WrittenBatch", "writtenAt", new Date(beforeDay - batchIdRetentionMilliseconds)),
    await remove("LinkVisitor", "day"),
    await remove("UserVisitor", "day"),
    await remove("LinkVisitorSketch", "day"),
    await remove("UserVisitorSketch", "day"),
  );
}
