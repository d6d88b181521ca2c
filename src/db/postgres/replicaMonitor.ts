import { setTimeout as delay } from "node:timers/promises";
import type { StorageOptions } from "../storage.ts";
import { openPool } from "./pool.ts";

const checkIntervalMilliseconds = 1_000;
/** Of what was changed a moment ago, the writer is asked for longer. See `Lookup.findLink`. */
const maxLagSeconds = 5;

/** Whether the replica answers, and is no more than a few seconds behind. */
export interface ReplicaMonitor {
  isCaughtUp(): boolean;
  /** Lets it be until it was found near again. */
  markUnavailable(): void;
  close(): Promise<void>;
}

/**
 * Looks every second how far behind the replica is, by the time of the last change that has arrived
 * there; its clock must be in step with the writer's. Where the writer writes nothing, that is soon
 * long ago: then the writer is asked, which has time. A database that is no standby of PostgreSQL
 * tells no such time, and is believed. `onStatus` hears why it does not answer, and undefined where it does.
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
