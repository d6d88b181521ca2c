import type { Database } from "./database.ts";
import { PrismaClient } from "./generated/sqlite/client.ts";
import { migrate, NewerDatabaseError } from "./migrate.ts";
import { sqliteAdapter, sqlitePath } from "./sqlite.ts";
import type { StatementTimes } from "./statementTimes.ts";

/** More than a transaction's own patience, so that Prisma abandons none that is about to begin. */
const longestWaitMilliseconds = 15_000;

/** The database cannot be used. The message is one sentence for whoever starts the service. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
}

/**
 * Opens the database, brings it to the newest migration and proves that it can be written.
 * Throws a DatabaseUnavailableError where any of that fails.
 */
export async function openDatabase(
  databaseUrl: string,
  noteStatement?: StatementTimes,
): Promise<Database> {
  const adapter = sqliteAdapter(databaseUrl, noteStatement);
  try {
    const connection = await adapter.connect();
    await connection.dispose();
    await migrate(databaseUrl);
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new DatabaseUnavailableError(error.message);
    throw new DatabaseUnavailableError(
      `The database file ${sqlitePath(databaseUrl)} cannot be opened and written: ${reason(error)}.`,
      { cause: error },
    );
  }
  return new PrismaClient({ adapter, transactionOptions: { maxWait: longestWaitMilliseconds } });
}

/** What the driver said, wherever Prisma has wrapped it. */
function reason(error: unknown): string {
  const cause = (error as { cause?: { originalMessage?: unknown } } | null)?.cause;
  const message = cause?.originalMessage ?? (error instanceof Error ? error.message : error);
  return String(message).split("\n")[0] ?? "unknown reason";
}
