import type { Lookup } from "../lookup.ts";
import type { Reader } from "../reader.ts";
import type { StorageSettings } from "../storage.ts";
import { createAsk } from "./ask.ts";
import { openLookup } from "./lookup.ts";
import { openPool } from "./pool.ts";
import { prepareSums } from "./reader.ts";
import { type ReplicaState, watchReplica } from "./replicaState.ts";

/** Rather than wait longer for it, the writer is asked. */
const patienceSeconds = 3;

/** A copy of the database that only reads, and how near it is to what it copies. */
export interface Replica extends Pick<Reader, "sumHours" | "sumDays"> {
  lookup: Lookup;
  state: ReplicaState;
  close(): Promise<void>;
}

/** Opens a replica, which need not answer yet, with so many connections for each of its tasks. */
export async function openReplica(
  settings: StorageSettings,
  connections: { lookups: number; reads: number },
  note: (error: unknown) => void,
): Promise<Replica> {
  const statementTimeoutSeconds = Math.min(
    patienceSeconds,
    settings.statementTimeoutSeconds ?? patienceSeconds,
  );
  const patient = { ...settings, statementTimeoutSeconds };
  const lookup = openLookup(patient, connections.lookups, () => {});
  const pool = openPool(patient, connections.reads);
  const state = await watchReplica(settings, note);
  return {
    lookup,
    state,
    ...prepareSums(createAsk(pool, () => {})),
    close: async () => {
      await state.close();
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
  const { state } = replica;
  const prefer =
    <Question extends unknown[], Answer>(
      ask: (...question: Question) => Answer | Promise<Answer>,
      askWriter: (...question: Question) => Answer | Promise<Answer>,
    ) =>
    async (...question: Question): Promise<Answer> => {
      if (!state.isNear()) return askWriter(...question);
      try {
        return await ask(...question);
      } catch {
        state.failed();
        return askWriter(...question);
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
