import type { Lookup } from "../lookup.ts";
import type { StorageSettings } from "../storage.ts";
import { openLookup } from "./lookup.ts";
import { type ReplicaState, watchReplica } from "./replicaState.ts";

/** Rather than wait longer for it, the writer is asked. */
const patienceSeconds = 3;

/** A copy of the database that only reads, and how near it is to what it copies. */
export interface Replica {
  lookup: Lookup;
  state: ReplicaState;
}

/** Opens a replica, which need not answer yet. */
export async function openReplica(
  settings: StorageSettings,
  connections: number,
  note: (error: unknown) => void,
): Promise<Replica> {
  const statementTimeoutSeconds = Math.min(
    patienceSeconds,
    settings.statementTimeoutSeconds ?? patienceSeconds,
  );
  return {
    state: await watchReplica(settings, note),
    lookup: openLookup({ ...settings, statementTimeoutSeconds }, connections, () => {}),
  };
}

/**
 * Asks the replica what redirects and statistics need, where it is near and may know: a code that it
 * does not know may be a moment old. All else, and whatever fails there, is asked of the writer.
 */
export function preferReplica(writer: Lookup, { lookup, state }: Replica): Lookup {
  const prefer =
    <Question extends unknown[], Answer>(
      ask: (from: Lookup, ...question: Question) => Answer | Promise<Answer>,
    ) =>
    async (...question: Question): Promise<Answer> => {
      if (!state.isNear()) return ask(writer, ...question);
      try {
        return await ask(lookup, ...question);
      } catch {
        state.failed();
        return ask(writer, ...question);
      }
    };
  const findLink = prefer((from, shortCode: string) => from.findLink(shortCode));
  return {
    ...writer,
    findLink: async (shortCode, isFresh) =>
      isFresh
        ? writer.findLink(shortCode)
        : ((await findLink(shortCode)) ?? writer.findLink(shortCode)),
    sumHours: prefer((from, ...question: Parameters<Lookup["sumHours"]>) =>
      from.sumHours(...question),
    ),
    sumDays: prefer((from, ...question: Parameters<Lookup["sumDays"]>) =>
      from.sumDays(...question),
    ),
    close: async () => {
      await state.close();
      await Promise.all([lookup.close(), writer.close()]);
    },
  };
}
