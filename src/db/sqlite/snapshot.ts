import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { migrationNames } from "../migrations.ts";
import { readAppliedMigrations } from "./readAppliedMigrations.ts";

/** A copy cannot be made or used. The message is one sentence for whoever runs the service. */
export class SnapshotError extends Error {
  override name = "SnapshotError";
}

/** What SQLite may keep beside a database file. */
const sidecarSuffixes = ["-wal", "-shm", "-journal"];

/**
 * Copies a database, which others may be writing, as it is at one moment, into a new file that only
 * its owner may read, on the disk when this is done. Throws a SnapshotError where the copy is
 * damaged, no database of LNK7, or of a newer version of it; then nothing is left of it.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  try {
    await copyPages(from, to);
    await verifyCopy(to, from);
    syncToDisk(to);
  } catch (error) {
    removeDatabase(to);
    if (hasCode(error, "SQLITE_NOTADB", "SQLITE_CORRUPT")) throw foreignDatabaseError(from);
    throw error;
  }
}

/** The same, whatever is in it. Throws the errors of SQLite and of the file system. */
export async function copyPages(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    // Of a copy that was broken off, unless somebody is at it.
    acquireExclusiveLock(to)?.close();
    removeDatabase(to);
  }
  writeFileSync(to, "", { mode: 0o600, flag: "wx" });
  try {
    await backUp(from, to);
    syncToDisk(to);
  } catch (error) {
    removeDatabase(to);
    throw error;
  }
}

async function backUp(from: string, to: string): Promise<void> {
  const source = new SqliteDatabase(from, { fileMustExist: true });
  try {
    // Without a transaction of its own the copy would start anew with each write of another process.
    source.exec("BEGIN");
    source.prepare("SELECT 1 FROM sqlite_master").get();
    await source.backup(to);
    source.exec("COMMIT");
  } finally {
    source.close();
  }
}

async function verifyCopy(copy: string, from: string): Promise<void> {
  const database = new SqliteDatabase(copy);
  try {
    // One file is all there is to a copy: readable anywhere, with nothing beside it.
    database.pragma("journal_mode = DELETE");
    const applied = readAppliedMigrations(database);
    const known = await migrationNames("sqlite");
    if (!applied?.includes(known[0] ?? "")) throw foreignDatabaseError(from);
    const unknown = applied.find((name) => !known.includes(name));
    if (unknown) {
      throw new SnapshotError(
        `${from} was written by a newer version of LNK7 (its migration ${unknown} is unknown to this one).`,
      );
    }
    const faults = database.pragma("integrity_check", { simple: true });
    if (faults !== "ok") throw new SnapshotError(`${from} is damaged: ${faults}.`);
  } finally {
    database.close();
  }
}

/**
 * Holds a database so that nobody else can open it, with nothing beside its file; undefined where
 * the file is no database. Throws a SnapshotError where anybody has it open.
 */
export function acquireExclusiveLock(path: string): SqliteDatabase.Database | undefined {
  const database = new SqliteDatabase(path, { timeout: 0, fileMustExist: true });
  try {
    // Cannot be done while another connection is open, even one that does nothing.
    database.pragma("journal_mode = DELETE");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (hasCode(error, "SQLITE_NOTADB", "SQLITE_CORRUPT")) return undefined;
    if (!hasCode(error, "SQLITE_BUSY")) throw error;
    throw new SnapshotError(`${path} is in use: stop what uses it first.`);
  }
}

/** Puts a file in the place of another at once, and has that on the disk when it is done. */
export function replaceFile(from: string, to: string): void {
  renameSync(from, to);
  for (const companion of sidecarSuffixes) rmSync(to + companion, { force: true });
  syncToDisk(dirname(to));
}

function removeDatabase(path: string): void {
  for (const companion of ["", ...sidecarSuffixes]) rmSync(path + companion, { force: true });
}

function syncToDisk(path: string): void {
  const descriptor = openSync(path, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function foreignDatabaseError(path: string): SnapshotError {
  return new SnapshotError(`${path} is not a database of LNK7.`);
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : "";
  return codes.some((known) => code === known || code.startsWith(`${known}_`));
}
