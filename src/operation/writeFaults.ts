import { toUnavailability } from "../db/databaseErrors.ts";

/** Nobody may write for a long time, and so nothing shows that it is over. */
const rememberedMilliseconds = 10_000;

/** Whether the database could not be written of late. */
export interface WriteFaults {
  note(error: unknown): void;
  passed(): void;
  lately(): boolean;
}

/** Remembers for ten seconds that the database could not be written, or until it was. */
export function createWriteFaults(): WriteFaults {
  let endsAt = 0;
  return {
    note: (error) => {
      if (toUnavailability(error)?.isUnwritable)
        endsAt = performance.now() + rememberedMilliseconds;
    },
    passed: () => {
      endsAt = 0;
    },
    lately: () => performance.now() < endsAt,
  };
}
