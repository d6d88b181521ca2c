import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Database } from "../database.ts";
import { PrismaClient } from "../generated/postgres/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { OpeningReport } from "../openingReport.ts";
import { type StatementTimes, timeStatements } from "../statementTimes.ts";
import type { Storage, StorageSettings } from "../storage.ts";
import { DatabaseAwayError, DatabaseUnavailableError, reasonOf } from "../unavailable.ts";
import { isAway } from "./away.ts";
import { boundRows } from "./boundedRows.ts";
import { readConnectionLimit } from "./connectionLimit.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";
import { openPool, serverOf } from "./pool.ts";
import { openReplica, preferReplica } from "./replica.ts";

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
  // Redirects that are not remembered never wait behind what else is asked.
  const lookupConnections = Math.max(1, Math.floor(poolSize / 3));
  const pool = openPool(settings, poolSize - lookupConnections - writingConnections);
  const database = new PrismaClient({
    adapter: timedAdapter(new PrismaPg(pool, { disposeExternalPool: true }), noteStatement),
    transactionOptions: { maxWait: longestWaitMilliseconds },
    // The same models: all that differs is what the client sends to the driver.
  }) as unknown as Database;
  const writer = openLookup(settings, lookupConnections, noteStatement);
  const lookup = replicaUrl
    ? preferReplica(
        writer,
        await openReplica({ ...settings, databaseUrl: replicaUrl }, lookupConnections, noteReplica),
      )
    : writer;
  return {
    database,
    lookup,
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
      await database.$disconnect();
    },
  };
}

function timedAdapter(factory: PrismaPg, note: StatementTimes): SqlDriverAdapterFactory {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = boundRows(await connect());
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      boundRows(await startTransaction(isolationLevel));
    return timeStatements(adapter, note) as never;
  };
  return factory;
}
