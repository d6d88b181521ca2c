import type { Database } from "../database.ts";
import { PrismaClient } from "../generated/postgres/client.ts";
import type { Reader } from "../reader.ts";
import type { OnStatement } from "../statementMetrics.ts";
import { defaultReadTimeoutSeconds, type StorageOptions } from "../storage.ts";
import { prepareClickLists } from "./clickLists.ts";
import { prepareDailyRollup } from "./dailyRollup.ts";
import { prepareHourlyRollup } from "./hourlyRollup.ts";
import { prepareLinkLists } from "./linkLists.ts";
import { openPool } from "./pool.ts";
import { postgresAdapter } from "./postgresAdapter.ts";
import { createQueryRunner, type RunQuery } from "./query.ts";

/** Opens a reader on connections of its own, so neither lookups nor writes wait for it. */
export function openReader(
  options: StorageOptions,
  connections: number,
  onStatement: OnStatement,
): Reader {
  const { readTimeoutSeconds = defaultReadTimeoutSeconds } = options;
  const pool = openPool({ ...options, statementTimeoutSeconds: readTimeoutSeconds }, connections);
  const database = new PrismaClient({
    adapter: postgresAdapter(pool, onStatement),
  }) as unknown as Database;
  const runQuery = createQueryRunner(pool, onStatement);
  return {
    database,
    ...prepareLinkLists(runQuery),
    ...prepareClickLists(runQuery),
    ...prepareRollups(runQuery),
    concurrency: connections,
    close: () => database.$disconnect(),
  };
}

/** Prepares the queries for statistics. */
export function prepareRollups(runQuery: RunQuery): Pick<Reader, "sumHours" | "sumDays"> {
  return { sumHours: prepareHourlyRollup(runQuery), sumDays: prepareDailyRollup(runQuery) };
}
