import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";

const busyTimeoutMilliseconds = 5_000;

// WAL lets readers go on beside a writer. With it, `synchronous = NORMAL` loses nothing when the
// process dies; when the whole machine loses power, the newest transactions may be rolled back.
const connectionSettings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
`;

/** Path of the database file that a `file:` URL names, relative to the working directory. */
export function sqlitePath(databaseUrl: string): string {
  return databaseUrl.replace(/^file:(\/\/)?/, "");
}

/** Opens connections to one SQLite file, whose folder is made when absent. */
export function sqliteAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const path = sqlitePath(databaseUrl);
  const factory = plainAdapter(path);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    mkdirSync(dirname(path), { recursive: true });
    const adapter = await connect();
    await adapter.executeScript(connectionSettings);
    return keepTransactionsApart(adapter);
  };
  return factory;
}

/**
 * A connection for migrations: one transaction from its opening to `commit`, which is the lock that
 * lets processes starting together apply them once, and leaves nothing half done if this one dies.
 */
export async function sqliteMigrationAdapter(databaseUrl: string) {
  const factory = plainAdapter(sqlitePath(databaseUrl));
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

function plainAdapter(path: string): PrismaBetterSqlite3 {
  return new PrismaBetterSqlite3(
    { url: path, timeout: busyTimeoutMilliseconds },
    { timestampFormat: "unixepoch-ms", shadowDatabaseUrl: ":memory:" },
  );
}

/**
 * The adapter has one connection. Without this, a statement sent while a transaction is open would
 * run inside it, and vanish with it on a rollback although its caller was told that it succeeded.
 */
function keepTransactionsApart(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const { queryRaw, executeRaw, startTransaction } = adapter;
  let open: Promise<void> | undefined;

  const whenFree = async <T>(act: () => Promise<T>): Promise<T> => {
    while (open) await open;
    return act();
  };
  adapter.queryRaw = (query) =>
    open ? whenFree(() => queryRaw.call(adapter, query)) : queryRaw.call(adapter, query);
  adapter.executeRaw = (query) =>
    open ? whenFree(() => executeRaw.call(adapter, query)) : executeRaw.call(adapter, query);

  adapter.startTransaction = async (isolationLevel) => {
    while (open) await open;
    let release = () => {};
    open = new Promise((resolve) => {
      release = () => {
        open = undefined;
        resolve();
      };
    });
    try {
      const transaction = await startTransaction.call(adapter, isolationLevel);
      const { commit, rollback } = transaction;
      transaction.commit = () => commit.call(transaction).finally(release);
      transaction.rollback = () => rollback.call(transaction).finally(release);
      return transaction;
    } catch (error) {
      release();
      throw error;
    }
  };
  return adapter;
}
