import { toUnavailability } from "../db/databaseErrors.ts";

/** Nobody may write for a long time, and so nothing shows that it is over. */
const failureTtlMilliseconds = 10_000;

/** Whether the database could not be written of late. */
export interface WriteFailures {
  record(error: unknown): void;
  clear(): void;
  isRecent(): boolean;
}

/** Remembers for ten seconds that the database could not be written, or until it was. */
export function createWriteFailures(): WriteFailures {
  let endsAt = 0;
  return {
    record: (error) => {
      if (toUnavailability(error)?.isUnwritable)
        endsAt = performance.now() + failureTtlMilliseconds;
    },
    clear: () => {
      endsAt = 0;
    },
    isRecent: () => performance.now() < endsAt,
  };
}
