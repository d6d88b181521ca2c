import { PrismaClient } from "../generated/sqlite/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { StatementTimes } from "../statementTimes.ts";
import type { Storage } from "../storage.ts";
import { DatabaseUnavailableError, reasonOf } from "../unavailable.ts";
import { sqliteAdapter, sqlitePath } from "./adapter.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";

/** More than a transaction's own patience, so that Prisma abandons none that is about to begin. */
const longestWaitMilliseconds = 15_000;

/** Opens an SQLite file. See `openStorage`. */
export async function openSqlite(
  databaseUrl: string,
  noteStatement: StatementTimes,
): Promise<Storage> {
  const adapter = sqliteAdapter(databaseUrl, noteStatement);
  try {
    const connection = await adapter.connect();
    await connection.dispose();
    await migrate(databaseUrl);
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new DatabaseUnavailableError(error.message);
    throw new DatabaseUnavailableError(
      `The database file ${sqlitePath(databaseUrl)} cannot be opened and written: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
  const database = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: longestWaitMilliseconds },
  });
  const lookup = openLookup(databaseUrl);
  return {
    database,
    lookup,
    unappliedMigrations: () => unappliedMigrations("sqlite", database),
    close: async () => {
      await lookup.close();
      await database.$disconnect();
    },
  };
}
