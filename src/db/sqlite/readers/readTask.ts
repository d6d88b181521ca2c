import type { SqlQuery } from "@prisma/driver-adapter-utils";
import type { LinkListQuery } from "../../linkLists.ts";
import type { StatsSubject, TimeBounds, TopValuesQuery } from "../../lookup.ts";

/** What a reader thread is asked. */
export type ReadTask =
  | { kind: "statement"; query: SqlQuery }
  | { kind: "listLinks"; query: LinkListQuery }
  | { kind: "sumHours"; subject: StatsSubject; bounds: TimeBounds[] }
  | { kind: "sumDays"; subject: StatsSubject; query: TopValuesQuery }
  /** Copies what was written to the database file, so that no writer has to. */
  | { kind: "checkpoint" };

/** Its answer. Of an error, what its class has beside the message would be lost on the way. */
export type ReadResponse =
  /** Said once, when it can be asked. */
  | { isReady: true }
  | { result: unknown }
  | { error: { message: string; code: unknown; cause: unknown } };
