import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { instrumentAdapter, type OnStatement } from "../statementMetrics.ts";
import type { RunInTimeSlice } from "../timeSlicing.ts";
import { createBusyRetry } from "./busyRetry.ts";
import { clampRows } from "./clampRows.ts";
import { createDatabaseFile } from "./databaseFile.ts";

/**
 * SQLite waits by holding up the thread: only before there is anybody to serve. As long as processes
 * that started before may take to migrate a large file.
 */
const migrationLockTimeoutMilliseconds = 30_000;
/** Of a thread that reads, which seldom finds the database locked. */
const readLockTimeoutMilliseconds = 1_000;

// WAL lets readers go on beside a writer. With it, `synchronous = NORMAL` loses nothing when the
// process dies; when the whole machine loses power, the newest transactions may be rolled back. What was
// written is copied to the file by other threads (checkpoints.ts); only past 64 MB by whoever commits.
const connectionPragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 16000;
`;

/** Path of the database file that a `file:` URL names, relative to the working directory. */
export function sqlitePath(databaseUrl: string): string {
  return databaseUrl.replace(/^file:(\/\/)?/, "");
}

/** Opens connections to one SQLite file, which is made when absent, as is its folder. */
export function sqliteAdapter(
  databaseUrl: string,
  onStatement: OnStatement = () => {},
  runInTimeSlice: RunInTimeSlice = async (task) => task(),
): SqlMigrationAwareDriverAdapterFactory {
  const path = sqlitePath(databaseUrl);
  const factory = createBaseAdapter(path, 0);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    createDatabaseFile(path);
    const adapter = await connect();
    // The first of these locks the whole file for a moment, where others are starting too.
    await createBusyRetry()(() => adapter.executeScript(connectionPragmas));
    return instrumentAdapter(
      serializeTransactions(clampRows(adapter), runInTimeSlice),
      onStatement,
    );
  };
  return factory;
}

/** A connection that reads alone. Its statements hold the thread that it is opened in. */
export async function readOnlyAdapter(databaseUrl: string): Promise<SqlDriverAdapter> {
  const factory = createBaseAdapter(sqlitePath(databaseUrl), readLockTimeoutMilliseconds, true);
  return clampRows(await factory.connect());
}

/**
 * A connection for migrations: one transaction from its opening to `commit`, which is the lock that
 * lets processes starting together apply them once, and leaves nothing half done if this one dies.
 */
export async function sqliteMigrationAdapter(databaseUrl: string) {
  const factory = createBaseAdapter(sqlitePath(databaseUrl), migrationLockTimeoutMilliseconds);
  const adapter = await factory.connect();
  // A table that a migration rebuilds must not take the rows that point to it along.
  await adapter.executeScript("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  const executeRaw = adapter.executeRaw.bind(adapter);
  // The engine's own lock would shut out the processes that are already serving.
  adapter.executeRaw = async (query) =>
    query.sql.includes("locking_mode") ? 0 : executeRaw(query);
  factory.connect = async () => adapter;
  return {
    factory,
    commit: () => adapter.executeScript("COMMIT"),
    close: () => adapter.dispose(),
  };
}

function createBaseAdapter(path: string, timeout: number, readonly = false): PrismaBetterSqlite3 {
  return new PrismaBetterSqlite3(
    { url: path, timeout, readonly },
    { timestampFormat: "unixepoch-ms", shadowDatabaseUrl: ":memory:" },
  );
}

/**
 * The adapter has one connection. Without this, a statement sent while a transaction is open would
 * run inside it, and vanish with it on a rollback although its caller was told that it succeeded. What
 * is sent holds the event loop until it is done, so only so much is within one of its turns.
 */
function serializeTransactions(
  adapter: SqlDriverAdapter,
  runInTimeSlice: RunInTimeSlice,
): SqlDriverAdapter {
  const { queryRaw, executeRaw, startTransaction } = adapter;
  const withBusyRetry = createBusyRetry();
  let openTransaction: Promise<void> | undefined;

  const exclusive = <T>(run: () => Promise<T>, isRead = false): Promise<T> =>
    runInTimeSlice(() =>
      withBusyRetry(async () => {
        while (openTransaction) await openTransaction;
        return run();
      }, isRead),
    );
  adapter.queryRaw = (query) =>
    exclusive(() => queryRaw.call(adapter, query), query.sql.startsWith("SELECT"));
  adapter.executeRaw = (query) => exclusive(() => executeRaw.call(adapter, query));

  adapter.startTransaction = (isolationLevel) =>
    exclusive(async () => {
      let release = () => {};
      openTransaction = new Promise((resolve) => {
        release = () => {
          openTransaction = undefined;
          resolve();
        };
      });
      try {
        const transaction = clampRows(await startTransaction.call(adapter, isolationLevel));
        const { commit, rollback } = transaction;
        try {
          await transaction.executeRaw(takeWriteLock);
        } catch (error) {
          await adapter.executeScript("ROLLBACK");
          await rollback.call(transaction);
          throw error;
        }
        transaction.commit = () => commit.call(transaction).finally(release);
        transaction.rollback = () => rollback.call(transaction).finally(release);
        return transaction;
      } catch (error) {
        release();
        throw error;
      }
    });
  return adapter;
}

/**
 * Changes nothing, but is a write. A transaction that took the lock only at its first write could
 * find the database held, or changed since it read, when it is too late to wait and begin anew.
 */
export const takeWriteLock = {
  sql: 'UPDATE "_prisma_migrations" SET "id" = "id" WHERE 0',
  args: [],
  argTypes: [],
};
