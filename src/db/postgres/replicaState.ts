import { setTimeout as delay } from "node:timers/promises";
import type { StorageSettings } from "../storage.ts";
import { openPool } from "./pool.ts";

const checkMilliseconds = 1_000;
/** Of what was changed a moment ago, the writer is asked for longer. See `Lookup.findLink`. */
const farthestSeconds = 5;

/** Whether the replica answers, and is no more than a few seconds behind. */
export interface ReplicaState {
  isNear(): boolean;
  /** Lets it be until it was found near again. */
  failed(): void;
  close(): Promise<void>;
}

/**
 * Looks every second how far behind the replica is, by the time of the last change that has arrived
 * there; its clock must be in step with the writer's. Where the writer writes nothing, that is soon
 * long ago: then the writer is asked, which has time. A database that is no standby of PostgreSQL
 * tells no such time, and is believed. `note` hears why it does not answer, and undefined where it does.
 */
export async function watchReplica(
  settings: StorageSettings,
  note: (error: unknown) => void,
): Promise<ReplicaState> {
  const pool = openPool({ ...settings, statementTimeoutSeconds: 1 }, 1);
  const closing = new AbortController();
  let isNear = false;

  async function check(): Promise<void> {
    try {
      const { rows } = await pool.query<{ seconds: number | null }>(secondsBehind);
      isNear = (rows[0]?.seconds ?? 0) <= farthestSeconds;
      note(undefined);
    } catch (error) {
      isNear = false;
      note(error);
    }
  }

  async function checkOnAndOn(): Promise<void> {
    while (!closing.signal.aborted) {
      await check();
      await delay(checkMilliseconds, undefined, { signal: closing.signal, ref: false }).catch(
        () => {},
      );
    }
  }

  await check();
  const checking = checkOnAndOn();
  return {
    isNear: () => isNear,
    failed: () => {
      isNear = false;
    },
    close: async () => {
      closing.abort();
      await checking;
      await pool.end();
    },
  };
}

const secondsBehind = `SELECT extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8
  AS "seconds"`;
