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

/** Thrown if a copy cannot be created or used. The message is one sentence for the operator. */
export class SnapshotError extends Error {
  override name = "SnapshotError";
}

/** Suffixes of the files that SQLite may keep next to a database file. */
const sidecarSuffixes = ["-wal", "-shm", "-journal"];

/**
 * Copies a snapshot of a database into a new file, even while others write to the database. Only the
 * owner can read the copy, and it is synced to disk. Throws SnapshotError if the copy is damaged, not a
 * database of LNK7, or of a newer version. On failure, it removes the copy.
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

/** Copies a database without checking its content. Throws the errors of SQLite and the file system. */
export async function copyPages(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    // The file is left from an interrupted copy, unless another process is using it.
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
    // Without its own transaction, the copy would start again at each write of another process.
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
    // A copy consists of one file that can be read anywhere, without additional files.
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
 * Locks a database so no other connection can open it, without additional files. Returns undefined if
 * the file is not a database. Throws SnapshotError if another connection has it open.
 */
export function acquireExclusiveLock(path: string): SqliteDatabase.Database | undefined {
  const database = new SqliteDatabase(path, { timeout: 0, fileMustExist: true });
  try {
    // Fails while another connection is open, even an idle one.
    database.pragma("journal_mode = DELETE");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (hasCode(error, "SQLITE_NOTADB", "SQLITE_CORRUPT")) return undefined;
    if (!hasCode(error, "SQLITE_BUSY")) throw error;
    throw new SnapshotError(`${path} is in use. Stop the programs that use it first.`);
  }
}

/** Replaces a file atomically with another, and syncs the change to disk. */
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
  return new SnapshotError(`${path} is not an LNK7 database.`);
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : "";
  return codes.some((known) => code === known || code.startsWith(`${known}_`));
}
