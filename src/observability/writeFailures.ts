import { toUnavailability } from "../db/databaseErrors.ts";

/** There may be no writes for a long time, and so no sign of a recovery. */
const failureTtlMilliseconds = 10_000;

/** Records whether a write to the database failed recently. */
export interface WriteFailures {
  record(error: unknown): void;
  clear(): void;
  isRecent(): boolean;
}

/** Remembers a failed write for ten seconds, or until a write succeeds. */
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
