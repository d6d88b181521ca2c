import type { Database } from "../database.ts";
import { PrismaClient } from "../generated/postgres/client.ts";
import type { Reader } from "../reader.ts";
import type { StatementTimes } from "../statementTimes.ts";
import { defaultReadTimeoutSeconds, type StorageSettings } from "../storage.ts";
import { type Ask, createAsk } from "./ask.ts";
import { prepareDaySums } from "./daySums.ts";
import { prepareHourSums } from "./hourSums.ts";
import { prepareLinkLists } from "./linkLists.ts";
import { openPool } from "./pool.ts";
import { timedAdapter } from "./timedAdapter.ts";

/** Reads over connections of its own, so that neither look-ups nor writes wait for one. */
export function openReader(
  settings: StorageSettings,
  connections: number,
  note: StatementTimes,
): Reader {
  const { readTimeoutSeconds = defaultReadTimeoutSeconds } = settings;
  const pool = openPool({ ...settings, statementTimeoutSeconds: readTimeoutSeconds }, connections);
  const database = new PrismaClient({ adapter: timedAdapter(pool, note) }) as unknown as Database;
  const ask = createAsk(pool, note);
  return {
    database,
    listLinks: prepareLinkLists(ask),
    ...prepareSums(ask),
    atOnce: connections,
    close: () => database.$disconnect(),
  };
}

/** What statistics are made of. */
export function prepareSums(ask: Ask): Pick<Reader, "sumHours" | "sumDays"> {
  return { sumHours: prepareHourSums(ask), sumDays: prepareDaySums(ask) };
}
