import { setTimeout as delay } from "node:timers/promises";
import type SqliteDatabase from "better-sqlite3";
import { busyTimeoutMilliseconds } from "./openWriteConnection.ts";

const maxPauseMilliseconds = 20;

/**
 * Begins a write transaction. It waits for other writers as long as any statement does, but without
 * blocking the thread, which enriches clicks meanwhile. Rejects with SQLite's error after that.
 */
export async function beginWriteTransaction(database: SqliteDatabase.Database): Promise<void> {
  const deadline = performance.now() + busyTimeoutMilliseconds;
  for (let pause = 1; ; pause = Math.min(pause * 2, maxPauseMilliseconds)) {
    try {
      return tryBegin(database);
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await delay(pause);
  }
}

function tryBegin(database: SqliteDatabase.Database): void {
  database.pragma("busy_timeout = 0");
  try {
    database.exec("BEGIN IMMEDIATE");
  } finally {
    database.pragma(`busy_timeout = ${busyTimeoutMilliseconds}`);
  }
}

function isBusy(error: unknown): boolean {
  return (error as { code?: unknown }).code === "SQLITE_BUSY";
}
