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
 * Lock timeout for migrations. SQLite's wait blocks the thread, so it is used only before the service
 * accepts requests. It allows for another process that migrates a large file.
 */
const migrationLockTimeoutMilliseconds = 30_000;
/** Lock timeout of a thread that reads, which rarely finds the database locked. */
const readLockTimeoutMilliseconds = 1_000;

// WAL lets readers continue while a writer writes. With it, `synchronous = NORMAL` loses nothing if the
// process dies. If the machine loses power, the newest transactions may be rolled back. Other threads
// copy the WAL to the file (checkpoints.ts). A commit does so only beyond 64 MB.
const connectionPragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 16000;
`;

/** Returns the path of the database file in a `file:` URL, relative to the working directory. */
export function sqlitePath(databaseUrl: string): string {
  return databaseUrl.replace(/^file:(\/\/)?/, "");
}

/** Creates an adapter for one SQLite file. It creates the file and its folder if they are absent. */
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
    // The first pragma locks the whole file for a moment, while other processes may be starting too.
    await createBusyRetry()(() => adapter.executeScript(connectionPragmas));
    return instrumentAdapter(
      serializeTransactions(clampRows(adapter), runInTimeSlice),
      onStatement,
    );
  };
  return factory;
}

/** Opens a read-only connection. Its statements block the thread that opened it. */
export async function readOnlyAdapter(databaseUrl: string): Promise<SqlDriverAdapter> {
  const factory = createBaseAdapter(sqlitePath(databaseUrl), readLockTimeoutMilliseconds, true);
  return clampRows(await factory.connect());
}

/**
 * Opens a connection for migrations: one transaction from its opening to `commit`. Its lock ensures
 * that processes that start together apply them once. If this process dies, no migration is half done.
 */
export async function sqliteMigrationAdapter(databaseUrl: string) {
  const factory = createBaseAdapter(sqlitePath(databaseUrl), migrationLockTimeoutMilliseconds);
  const adapter = await factory.connect();
  // A migration that rebuilds a table must not delete the rows that refer to it.
  await adapter.executeScript("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  const executeRaw = adapter.executeRaw.bind(adapter);
  // The engine's own lock would block the processes that are already serving.
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
 * Keeps other statements out of open transactions, because the adapter has one connection. Otherwise, a
 * rollback would undo a statement although its caller was notified of its success. Statements block the
 * event loop, so the time within one of its turns is limited.
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
 * Changes nothing, but takes the write lock. A transaction that took it only at its first write could
 * find the database locked, or changed since it read. Then it is too late to wait and start again.
 */
export const takeWriteLock = {
  sql: 'UPDATE "_prisma_migrations" SET "id" = "id" WHERE 0',
  args: [],
  argTypes: [],
};
