import { driverMessage } from "../databaseErrors.ts";
import { copyPages, replaceFile } from "./snapshot.ts";

/** Thrown if the copy before a migration failed. The message is one sentence for the operator. */
export class MigrationBackupError extends Error {
  override name = "MigrationBackupError";
}

/**
 * Copies a database to `….before-migration` in the same folder, and replaces the copy of the previous
 * migration. Returns the path of the copy. On failure, it throws MigrationBackupError and leaves no
 * part of the copy.
 */
export async function backUpBeforeMigration(path: string): Promise<string> {
  const backup = `${path}.before-migration`;
  const partial = `${backup}.partial`;
  try {
    await copyPages(path, partial);
    replaceFile(partial, backup);
    return backup;
  } catch (error) {
    throw new MigrationBackupError(
      `The database file ${path} was not migrated, because its backup failed: ${driverMessage(error)}. Free disk space for ${backup}, or set MIGRATION_BACKUP=off.`,
      { cause: error },
    );
  }
}
