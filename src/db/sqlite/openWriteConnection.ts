import SqliteDatabase from "better-sqlite3";
import { sqlitePath } from "./adapter.ts";

/** Short, because callers keep their data and retry. */
export const busyTimeoutMilliseconds = 1_000;

/**
 * Opens a connection for writing that bypasses the query engine. If a file is read-only, SQLite opens
 * it for reading, and such a connection never becomes writable again. So the function returns a
 * connection only after a successful write, which changes nothing.
 */
export function openWriteConnection(databaseUrl: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(sqlitePath(databaseUrl), {
    timeout: busyTimeoutMilliseconds,
  });
  try {
    database.pragma("synchronous = NORMAL");
    database.exec(`UPDATE "_prisma_migrations" SET "id" = "id" WHERE 0`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
