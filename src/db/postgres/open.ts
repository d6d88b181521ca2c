import type { Database } from "../database.ts";
import { PrismaClient } from "../generated/postgres/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { OpeningReport } from "../openingReport.ts";
import { type StatementTimes, timesAlone } from "../statementTimes.ts";
import type { Storage, StorageSettings } from "../storage.ts";
import { createTurnBudget } from "../turnBudget.ts";
import { DatabaseAwayError, DatabaseUnavailableError, reasonOf } from "../unavailable.ts";
import { isAway } from "./away.ts";
import { readConnectionLimit } from "./connectionLimit.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";
import { openPool, serverOf } from "./pool.ts";
import { openReader } from "./reader.ts";
import { openReplica, preferReplica } from "./replica.ts";
import { timedAdapter } from "./timedAdapter.ts";

const defaultPoolSize = 10;
/** The one that writes clicks, in a thread of its own. */
const writingConnections = 1;
/** As long as the pool waits for a connection. */
const longestWaitMilliseconds = 5_000;

/** Opens a database of PostgreSQL. See `openStorage`. */
export async function openPostgres(
  settings: StorageSettings,
  noteStatement: StatementTimes,
  noteReplica: (error: unknown) => void,
): Promise<Storage> {
  const { databaseUrl, replicaUrl, poolSize = defaultPoolSize } = settings;
  const opening: OpeningReport = { migration: undefined, warnings: [] };
  try {
    await migrate(databaseUrl, (migration) => {
      opening.migration = migration;
    });
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new DatabaseUnavailableError(error.message);
    const Failure = isAway(error) ? DatabaseAwayError : DatabaseUnavailableError;
    throw new Failure(
      `The database ${serverOf(databaseUrl)} cannot be opened and written: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
  const connections = shareConnections(poolSize);
  const database = new PrismaClient({
    adapter: timedAdapter(openPool(settings, connections.writes), noteStatement),
    transactionOptions: { maxWait: longestWaitMilliseconds },
    // The same models: all that differs is what the client sends to the driver.
  }) as unknown as Database;
  const writer = {
    lookup: openLookup(settings, connections.lookups, noteStatement),
    reader: openReader(settings, connections.reads, timesAlone(noteStatement)),
  };
  const { lookup, reader } = replicaUrl
    ? preferReplica(
        writer,
        await openReplica({ ...settings, databaseUrl: replicaUrl }, connections, noteReplica),
      )
    : writer;
  return {
    database,
    lookup,
    reader,
    withinBudget: createTurnBudget(),
    writesAtOnce: connections.writes,
    opening,
    unappliedMigrations: () => unappliedMigrations("postgres", database),
    writeHindrance: async () => {
      const [row] = await database.$queryRawUnsafe<{ isReadOnly: string }[]>(
        `SELECT current_setting('transaction_read_only') AS "isReadOnly"`,
      );
      return row?.isReadOnly === "on" ? "it may only be read" : undefined;
    },
    connectionLimit: () => readConnectionLimit(databaseUrl),
    close: async () => {
      await lookup.close();
      await reader.close();
      await database.$disconnect();
    },
  };
}

/**
 * Redirects that are not remembered, and who asks, never wait behind what else is asked; nor do writes
 * behind lists and statistics. Adds up to the size of the pool, which is 4 at least.
 */
function shareConnections(poolSize: number): { lookups: number; reads: number; writes: number } {
  const lookups = Math.max(1, Math.floor(poolSize / 3));
  const reads = Math.max(1, Math.floor((poolSize - lookups - writingConnections) / 2));
  return { lookups, reads, writes: poolSize - lookups - reads - writingConnections };
}
