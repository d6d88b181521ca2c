import { PrismaClient } from "../generated/sqlite/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { OpeningReport } from "../openingReport.ts";
import { type StatementTimes, timesAlone } from "../statementTimes.ts";
import { defaultReadTimeoutSeconds, type Storage, type StorageSettings } from "../storage.ts";
import { createTurnBudget } from "../turnBudget.ts";
import { DatabaseUnavailableError, reasonOf } from "../unavailable.ts";
import { sqliteAdapter, sqlitePath } from "./adapter.ts";
import { describeLooseMode } from "./databaseFile.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";
import { MigrationBackupError } from "./migrationBackup.ts";
import { checkpointAfterWrites } from "./readers/checkpoints.ts";
import { openReader } from "./readers/openReader.ts";
import { createReaderPool } from "./readers/readerPool.ts";
import { findWriteHindrance } from "./writeHindrance.ts";

/** More than a transaction's own patience, so that Prisma abandons none that is about to begin. */
const longestWaitMilliseconds = 15_000;
/** Two, so that one long statement does not hold up all others. */
const readerThreads = 2;

/** Opens an SQLite file. See `openStorage`. */
export async function openSqlite(
  {
    databaseUrl,
    migrationBackup = true,
    readTimeoutSeconds = defaultReadTimeoutSeconds,
  }: StorageSettings,
  noteStatement: StatementTimes,
): Promise<Storage> {
  const opening: OpeningReport = { migration: undefined, warnings: [] };
  let noteWrite = () => {};
  const withinBudget = createTurnBudget();
  const adapter = sqliteAdapter(
    databaseUrl,
    (run) => {
      if (run.isWrite) noteWrite();
      noteStatement(run);
    },
    withinBudget,
  );
  try {
    const connection = await adapter.connect();
    await connection.dispose();
    await migrate(databaseUrl, {
      hasBackup: migrationBackup,
      onMigrated: (migration) => {
        opening.migration = migration;
      },
    });
  } catch (error) {
    if (error instanceof NewerDatabaseError || error instanceof MigrationBackupError) {
      throw new DatabaseUnavailableError(error.message, { cause: error });
    }
    throw new DatabaseUnavailableError(
      `The database file ${sqlitePath(databaseUrl)} cannot be opened and written: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
  const looseMode = describeLooseMode(sqlitePath(databaseUrl));
  if (looseMode) opening.warnings.push(looseMode);
  const pool = createReaderPool({
    databaseUrl,
    threads: readerThreads,
    timeoutMilliseconds: readTimeoutSeconds * 1_000,
  });
  noteWrite = checkpointAfterWrites(pool);
  const database = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: longestWaitMilliseconds },
  });
  const lookup = openLookup(databaseUrl);
  const reader = openReader(pool, readerThreads, timesAlone(noteStatement));
  return {
    database,
    lookup,
    reader,
    withinBudget,
    writesAtOnce: 1,
    opening,
    unappliedMigrations: () => unappliedMigrations("sqlite", database),
    writeHindrance: () => findWriteHindrance(sqlitePath(databaseUrl)),
    connectionLimit: async () => undefined,
    close: async () => {
      await lookup.close();
      await reader.close();
      await database.$disconnect();
    },
  };
}
