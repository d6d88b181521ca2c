import SqliteDatabase from "better-sqlite3";
import { sqlitePath } from "./adapter.ts";

/** Short, because whoever waits here keeps what it has to write and tries again. */
export const busyTimeoutMilliseconds = 1_000;

/**
 * A connection of its own for writing, past the query engine. SQLite opens a file that may not be
 * written for reading, and such a connection never learns that it may be again. So one is answered
 * only where a write succeeds; this one changes nothing.
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
