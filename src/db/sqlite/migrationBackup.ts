import { driverMessage } from "../databaseErrors.ts";
import { copyPages, replaceFile } from "./snapshot.ts";

/** The copy before a migration failed. The message is one sentence for whoever starts the service. */
export class MigrationBackupError extends Error {
  override name = "MigrationBackupError";
}

/**
 * Copies a database to `….before-migration` beside it, in place of the copy of the migration before.
 * Returns the path of the copy. Throws a MigrationBackupError, and leaves no part of it then.
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
      `The database file ${path} was not migrated, because the copy that is made before failed: ${driverMessage(error)}. Make room for ${backup}, or set MIGRATION_BACKUP=off.`,
      { cause: error },
    );
  }
}
