import type pg from "pg";
import { batchIdRetentionMilliseconds } from "../clickStore.ts";
import { dropPartitions, partitionLockSql } from "./clickPartitions.ts";
import { limitedDelete } from "./limitedDelete.ts";

/** To wait longer would let all who read and write clicks wait behind this; the next hour will do. */
const lockTimeoutSql = "SET LOCAL lock_timeout = '2s'";

/**
 * Removes months of clicks that lie wholly before that time, and of the clicks that are in no month
 * of their own at most `limit`. Answers how many of these.
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

/** Removes what told visitors of earlier days apart, and which batches were written then. */
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
