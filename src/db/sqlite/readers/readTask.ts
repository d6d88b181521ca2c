import type { SqlQuery } from "@prisma/driver-adapter-utils";
import type { LinkListQuery } from "../../linkLists.ts";
import type { Bounds, CountedSubject, DayValuesQuery } from "../../lookup.ts";

/** What a reader thread is asked. */
export type ReadTask =
  | { kind: "statement"; query: SqlQuery }
  | { kind: "listLinks"; query: LinkListQuery }
  | { kind: "sumHours"; subject: CountedSubject; bounds: Bounds[] }
  | { kind: "sumDays"; subject: CountedSubject; query: DayValuesQuery }
  /** Copies what was written to the database file, so that no writer has to. */
  | { kind: "checkpoint" };

/** Its answer. Of an error, what its class has beside the message would be lost on the way. */
export type ReadAnswer =
  /** Said once, when it can be asked. */
  | { isReady: true }
  | { result: unknown }
  | { error: { message: string; code: unknown; cause: unknown } };
