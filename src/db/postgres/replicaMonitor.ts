import { setTimeout as delay } from "node:timers/promises";
import type { StorageOptions } from "../storage.ts";
import { openPool } from "./pool.ts";

const checkIntervalMilliseconds = 1_000;
/** Maximum lag in seconds. Recent changes are read from the writer for longer. See `Lookup.findLink`. */
const maxLagSeconds = 5;

/** Reports whether the replica responds and lags by a few seconds at most. */
export interface ReplicaMonitor {
  isCaughtUp(): boolean;
  /** Excludes the replica until a check finds it caught up again. */
  markUnavailable(): void;
  close(): Promise<void>;
}

/**
 * Checks every second how far the replica lags, by the time of the last change that has arrived there.
 * Its clock must be in sync with the writer's. If the writer writes nothing, that change is soon old.
 * Then queries go to the writer, which has capacity. A database that is not a PostgreSQL standby
 * reports no such time and counts as caught up. Calls `onStatus` with the error if the replica does not
 * respond, and with undefined if it does.
 */
export async function monitorReplica(
  options: StorageOptions,
  onStatus: (error: unknown) => void,
): Promise<ReplicaMonitor> {
  const pool = openPool({ ...options, statementTimeoutSeconds: 1 }, 1);
  const controller = new AbortController();
  let isCaughtUp = false;

  async function check(): Promise<void> {
    try {
      const { rows } = await pool.query<{ seconds: number | null }>(replicaLagSql);
      isCaughtUp = (rows[0]?.seconds ?? 0) <= maxLagSeconds;
      onStatus(undefined);
    } catch (error) {
      isCaughtUp = false;
      onStatus(error);
    }
  }

  async function checkRepeatedly(): Promise<void> {
    while (!controller.signal.aborted) {
      await check();
      await delay(checkIntervalMilliseconds, undefined, {
        signal: controller.signal,
        ref: false,
      }).catch(() => {});
    }
  }

  await check();
  const checking = checkRepeatedly();
  return {
    isCaughtUp: () => isCaughtUp,
    markUnavailable: () => {
      isCaughtUp = false;
    },
    close: async () => {
      controller.abort();
      await checking;
      await pool.end();
    },
  };
}

const replicaLagSql = `SELECT extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8
  AS "seconds"`;
