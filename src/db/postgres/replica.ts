import type { LinkKey } from "../linkRow.ts";
import type { Lookup } from "../lookup.ts";
import type { Reader } from "../reader.ts";
import type { StorageOptions } from "../storage.ts";
import { openLookup } from "./lookup.ts";
import { openPool } from "./pool.ts";
import { createQueryRunner } from "./query.ts";
import { prepareRollups } from "./reader.ts";
import { monitorReplica, type ReplicaMonitor } from "./replicaMonitor.ts";

/** Maximum statement timeout on the replica. After it, the query goes to the writer. */
const maxStatementSeconds = 3;

/** A read-only copy of the database, with a monitor of its lag. */
export interface Replica extends Pick<Reader, "sumHours" | "sumDays"> {
  lookup: Lookup;
  monitor: ReplicaMonitor;
  close(): Promise<void>;
}

/** Opens a replica with the given number of connections per task. The replica need not respond yet. */
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
 * Sends the queries of redirects and statistics to the replica if it has caught up. A code that it does
 * not know may be new, so it is also looked up at the writer. All other queries and all failed ones go
 * to the writer.
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
    (linkKey: LinkKey) => replica.lookup.findLink(linkKey),
    (linkKey) => lookup.findLink(linkKey),
  );
  return {
    lookup: {
      ...lookup,
      findLink: async (linkKey, isFresh) =>
        isFresh
          ? lookup.findLink(linkKey)
          : ((await findLink(linkKey)) ?? lookup.findLink(linkKey)),
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
