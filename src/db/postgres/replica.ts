import type { Lookup } from "../lookup.ts";
import type { Reader } from "../reader.ts";
import type { StorageOptions } from "../storage.ts";
import { openLookup } from "./lookup.ts";
import { openPool } from "./pool.ts";
import { createQueryRunner } from "./query.ts";
import { prepareRollups } from "./reader.ts";
import { monitorReplica, type ReplicaMonitor } from "./replicaMonitor.ts";

/** Rather than wait longer for it, the writer is asked. */
const maxStatementSeconds = 3;

/** A copy of the database that only reads, and how near it is to what it copies. */
export interface Replica extends Pick<Reader, "sumHours" | "sumDays"> {
  lookup: Lookup;
  monitor: ReplicaMonitor;
  close(): Promise<void>;
}

/** Opens a replica, which need not answer yet, with so many connections for each of its tasks. */
export async function openReplica(
  options: StorageOptions,
  connections: { lookups: number; reads: number },
  onStatus: (error: unknown) => void,
): Promise<Replica> {
  const statementTimeoutSeconds = Math.min(
    maxStatementSeconds,
    options.statementTimeoutSeconds ?? maxStatementSeconds,
  );
  const replicaOptions = { ...options, statementTimeoutSeconds };
  const lookup = openLookup(replicaOptions, connections.lookups, () => {});
  const pool = openPool(replicaOptions, connections.reads);
  const monitor = await monitorReplica(options, onStatus);
  return {
    lookup,
    monitor,
    ...prepareRollups(createQueryRunner(pool, () => {})),
    close: async () => {
      await monitor.close();
      await Promise.all([lookup.close(), pool.end()]);
    },
  };
}

/**
 * Asks the replica what redirects and statistics need, where it is near and may know: a code that it
 * does not know may be a moment old. All else, and whatever fails there, is asked of the writer.
 */
export function preferReplica(
  writer: { lookup: Lookup; reader: Reader },
  replica: Replica,
): { lookup: Lookup; reader: Reader } {
  const { monitor } = replica;
  const prefer =
    <Question extends unknown[], Answer>(
      queryReplica: (...question: Question) => Answer | Promise<Answer>,
      queryWriter: (...question: Question) => Answer | Promise<Answer>,
    ) =>
    async (...question: Question): Promise<Answer> => {
      if (!monitor.isCaughtUp()) return queryWriter(...question);
      try {
        return await queryReplica(...question);
      } catch {
        monitor.markUnavailable();
        return queryWriter(...question);
      }
    };
  const { lookup, reader } = writer;
  const findLink = prefer(
    (shortCode: string) => replica.lookup.findLink(shortCode),
    (shortCode) => lookup.findLink(shortCode),
  );
  return {
    lookup: {
      ...lookup,
      findLink: async (shortCode, isFresh) =>
        isFresh
          ? lookup.findLink(shortCode)
          : ((await findLink(shortCode)) ?? lookup.findLink(shortCode)),
      close: async () => {
        await Promise.all([replica.close(), lookup.close()]);
      },
    },
    reader: {
      ...reader,
      sumHours: prefer(replica.sumHours, reader.sumHours),
      sumDays: prefer(replica.sumDays, reader.sumDays),
    },
  };
}
