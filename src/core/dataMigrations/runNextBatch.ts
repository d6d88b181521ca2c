import type {
  DataMigrationTransaction,
  WithDataMigrationTransaction,
} from "../../db/dataMigration.ts";
import type { DataMigration, DataMigrationProgress } from "./dataMigration.ts";

/** A process without a heartbeat for this time is considered dead. */
const runnerTimeoutMilliseconds = 5_000;

/** Result of an attempt to run a batch. */
export type BatchOutcome =
  | { kind: "allFinished" }
  /** Another process runs the migration. */
  | { kind: "runsElsewhere" }
  | { kind: "advanced"; progress: DataMigrationProgress };

interface MigrationState {
  cursor: string | null;
  position: number;
  total: number;
  rowsRead: number;
  rowsChanged: number;
  startedAt: number;
  runnerId: string;
  heartbeatAt: number;
}

/**
 * Runs one batch of the first unfinished data migration and stores its progress in the same
 * transaction. A process that dies leaves both or neither, and the next process continues from
 * there. Of several processes with one database, one runs the batches until it has sent no
 * heartbeat for 5 seconds. If their clocks differ by more, they take turns, which does no harm.
 * `now` is in milliseconds.
 */
export function runNextBatch(
  transact: WithDataMigrationTransaction,
  migrations: readonly DataMigration[],
  runnerId: string,
  now: number,
): Promise<BatchOutcome> {
  return transact(async (transaction) => {
    const finished = await transaction.all<{ name: string }>(
      `SELECT "name" FROM "DataMigration" WHERE "finishedAt" IS NOT NULL`,
    );
    const names = new Set(finished.map(({ name }) => name));
    const migration = migrations.find(({ name }) => !names.has(name));
    if (!migration) return { kind: "allFinished" };
    const state = await claimMigration(transaction, migration, runnerId, now);
    if (!state) return { kind: "runsElsewhere" };
    return { kind: "advanced", progress: await advance(transaction, migration, state, now) };
  });
}

/** Returns the state of the migration if this process runs it, or undefined if another does. */
async function claimMigration(
  transaction: DataMigrationTransaction,
  migration: DataMigration,
  runnerId: string,
  now: number,
): Promise<MigrationState | undefined> {
  const { name } = migration;
  const existing = await transaction.all(`SELECT 1 FROM "DataMigration" WHERE "name" = @name`, {
    name,
  });
  if (existing.length === 0) {
    const total = await migration.measure(transaction);
    await transaction.run(
      `INSERT INTO "DataMigration" ("name", "total", "startedAt", "runnerId", "heartbeatAt")
       VALUES (@name, @total, @now, @runnerId, @now) ON CONFLICT DO NOTHING`,
      { name, total, runnerId, now: new Date(now) },
    );
  }
  const [state] = await transaction.all<MigrationState>(
    `SELECT "cursor", "position", "total", "rowsRead", "rowsChanged", "startedAt", "runnerId",
            "heartbeatAt"
     FROM "DataMigration" WHERE "name" = @name AND "finishedAt" IS NULL ${transaction.forUpdate}`,
    { name },
  );
  if (!state) return undefined;
  const isAlive = Math.abs(now - state.heartbeatAt) < runnerTimeoutMilliseconds;
  if (state.runnerId !== runnerId && isAlive) return undefined;
  return { ...state, runnerId };
}

async function advance(
  transaction: DataMigrationTransaction,
  migration: DataMigration,
  state: MigrationState,
  now: number,
): Promise<DataMigrationProgress> {
  const { name } = migration;
  const batch = await migration.runBatch(transaction, state.cursor);
  const isFinished = batch.next === null;
  const position = state.position + batch.units;
  const rowsRead = state.rowsRead + batch.rowsRead;
  const rowsChanged = state.rowsChanged + batch.rowsChanged;
  await transaction.run(
    `UPDATE "DataMigration" SET "cursor" = @cursor, "position" = @position, "rowsRead" = @rowsRead,
       "rowsChanged" = @rowsChanged, "runnerId" = @runnerId, "heartbeatAt" = @now,
       "finishedAt" = @finishedAt WHERE "name" = @name`,
    {
      name,
      cursor: batch.next,
      position,
      rowsRead,
      rowsChanged,
      runnerId: state.runnerId,
      now: new Date(now),
      finishedAt: isFinished ? new Date(now) : null,
    },
  );
  return {
    name,
    ratio: progressRatio({ position, total: state.total, isFinished }),
    rowsRead,
    rowsChanged,
    startedAt: state.startedAt,
    isFirstBatch: state.cursor === null,
    isFinished,
  };
}

/** Returns the progress from 0 to 1. Rows added after the measurement do not count. */
export function progressRatio(progress: {
  position: number;
  total: number;
  isFinished: boolean;
}): number {
  if (progress.isFinished) return 1;
  return progress.total === 0 ? 0 : Math.min(progress.position / progress.total, 0.99);
}
