import type { Database } from "../database.ts";
import { DatabaseOpenError, DatabaseUnreachableError, driverMessage } from "../databaseErrors.ts";
import { PrismaClient } from "../generated/postgres/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { OpeningReport } from "../openingReport.ts";
import { type OnStatement, withoutErrors } from "../statementMetrics.ts";
import type { Storage, StorageOptions } from "../storage.ts";
import { createTimeSlicer } from "../timeSlicing.ts";
import { readConnectionLimit } from "./connectionLimit.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";
import { describeServer, openPool } from "./pool.ts";
import { postgresAdapter } from "./postgresAdapter.ts";
import { openReader } from "./reader.ts";
import { openReplica, preferReplica } from "./replica.ts";
import { isUnreachable } from "./unreachable.ts";

const defaultPoolSize = 10;
/** The connection that writes clicks, in a separate thread. */
const writerConnections = 1;
/** The same as the pool's timeout for a connection. */
const maxWaitMilliseconds = 5_000;

/** Opens a PostgreSQL database. See `openStorage`. */
export async function openPostgres(
  options: StorageOptions,
  onStatement: OnStatement,
  onReplicaStatus: (error: unknown) => void,
): Promise<Storage> {
  const { databaseUrl, replicaUrl, poolSize = defaultPoolSize } = options;
  const opening: OpeningReport = { migration: undefined, warnings: [] };
  try {
    await migrate(databaseUrl, (migration) => {
      opening.migration = migration;
    });
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new DatabaseOpenError(error.message);
    const OpenError = isUnreachable(error) ? DatabaseUnreachableError : DatabaseOpenError;
    throw new OpenError(
      `The database ${describeServer(databaseUrl)} cannot be opened and written: ${driverMessage(error)}.`,
      { cause: error },
    );
  }
  const connections = splitConnections(poolSize);
  const database = new PrismaClient({
    adapter: postgresAdapter(openPool(options, connections.writes), onStatement),
    transactionOptions: { maxWait: maxWaitMilliseconds },
    // The models are the same; only the statements that the client sends to the driver differ.
  }) as unknown as Database;
  const writer = {
    lookup: openLookup(options, connections.lookups, onStatement),
    reader: openReader(options, connections.reads, withoutErrors(onStatement)),
  };
  const { lookup, reader } = replicaUrl
    ? preferReplica(
        writer,
        await openReplica({ ...options, databaseUrl: replicaUrl }, connections, onReplicaStatus),
      )
    : writer;
  return {
    database,
    lookup,
    reader,
    runInTimeSlice: createTimeSlicer(),
    maxConcurrentWrites: connections.writes,
    opening,
    unappliedMigrations: () => unappliedMigrations("postgres", database),
    findWriteProblem: async () => {
      const [row] = await database.$queryRawUnsafe<{ isReadOnly: string }[]>(
        `SELECT current_setting('transaction_read_only') AS "isReadOnly"`,
      );
      return row?.isReadOnly === "on" ? "it is read-only" : undefined;
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
 * Splits the connections of the pool. Uncached redirects and authentication never wait behind other
 * queries, and writes never wait behind lists and statistics. The parts add up to the size of the pool,
 * which is at least 4.
 */
function splitConnections(poolSize: number): { lookups: number; reads: number; writes: number } {
  const lookups = Math.max(1, Math.floor(poolSize / 3));
  const reads = Math.max(1, Math.floor((poolSize - lookups - writerConnections) / 2));
  return { lookups, reads, writes: poolSize - lookups - reads - writerConnections };
}
