import { DatabaseOpenError, driverMessage } from "../databaseErrors.ts";
import { PrismaClient } from "../generated/sqlite/client.ts";
import { NewerDatabaseError, unappliedMigrations } from "../migrations.ts";
import type { OpeningReport } from "../openingReport.ts";
import { type OnStatement, withoutErrors } from "../statementMetrics.ts";
import { defaultReadTimeoutSeconds, type Storage, type StorageOptions } from "../storage.ts";
import { createTimeSlicer } from "../timeSlicing.ts";
import { sqliteAdapter, sqlitePath } from "./adapter.ts";
import { describeInsecureMode } from "./databaseFile.ts";
import { openLookup } from "./lookup.ts";
import { migrate } from "./migrate.ts";
import { MigrationBackupError } from "./migrationBackup.ts";
import { checkpointAfterWrites } from "./readers/checkpoints.ts";
import { openReader } from "./readers/openReader.ts";
import { createReaderPool } from "./readers/readerPool.ts";
import { findWriteProblem } from "./writeProblem.ts";

/** Longer than the retry timeout of a transaction, so Prisma abandons none that is about to begin. */
const maxWaitMilliseconds = 15_000;
/** Two, so one long statement does not block all others. */
const readerThreads = 2;

/** Opens an SQLite file. See `openStorage`. */
export async function openSqlite(
  {
    databaseUrl,
    migrationBackup = true,
    readTimeoutSeconds = defaultReadTimeoutSeconds,
  }: StorageOptions,
  onStatement: OnStatement,
): Promise<Storage> {
  const opening: OpeningReport = { migration: undefined, warnings: [] };
  let onWrite = () => {};
  const runInTimeSlice = createTimeSlicer();
  const adapter = sqliteAdapter(
    databaseUrl,
    (run) => {
      if (run.isWrite) onWrite();
      onStatement(run);
    },
    runInTimeSlice,
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
      throw new DatabaseOpenError(error.message, { cause: error });
    }
    throw new DatabaseOpenError(
      `The database file ${sqlitePath(databaseUrl)} cannot be opened and written: ${driverMessage(error)}.`,
      { cause: error },
    );
  }
  const modeWarning = describeInsecureMode(sqlitePath(databaseUrl));
  if (modeWarning) opening.warnings.push(modeWarning);
  const pool = createReaderPool({
    databaseUrl,
    threads: readerThreads,
    timeoutMilliseconds: readTimeoutSeconds * 1_000,
  });
  onWrite = checkpointAfterWrites(pool);
  const database = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: maxWaitMilliseconds },
  });
  const lookup = openLookup(databaseUrl);
  const reader = openReader(pool, readerThreads, withoutErrors(onStatement));
  return {
    database,
    lookup,
    reader,
    runInTimeSlice,
    maxConcurrentWrites: 1,
    opening,
    unappliedMigrations: () => unappliedMigrations("sqlite", database),
    findWriteProblem: () => findWriteProblem(sqlitePath(databaseUrl)),
    connectionLimit: async () => undefined,
    close: async () => {
      await lookup.close();
      await reader.close();
      await database.$disconnect();
    },
  };
}
