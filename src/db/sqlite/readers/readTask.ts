import type { SqlQuery } from "@prisma/driver-adapter-utils";
import type { ClickCountQuery, ClickListQuery } from "../../clickLists.ts";
import type { LinkCountQuery, LinkListQuery } from "../../linkLists.ts";
import type { StatsSubject, TimeBounds, TopValuesQuery } from "../../lookup.ts";

/** A task for a reader thread. */
export type ReadTask =
  | { kind: "statement"; query: SqlQuery }
  | { kind: "listLinks"; query: LinkListQuery }
  | { kind: "countLinks"; query: LinkCountQuery }
  | { kind: "listClicks"; query: ClickListQuery }
  | { kind: "countClicks"; query: ClickCountQuery }
  | { kind: "sumHours"; subject: StatsSubject; bounds: TimeBounds[] }
  | { kind: "sumDays"; subject: StatsSubject; query: TopValuesQuery }
  /** Copies the WAL to the database file, so no writer has to. */
  | { kind: "checkpoint" };

/**
 * Response of a reader thread. An error is sent as a plain object, because the transfer would lose the
 * properties that its class adds to the message.
 */
export type ReadResponse =
  /** Sent once, when the thread is ready. */
  | { isReady: true }
  | { result: unknown }
  | { error: { message: string; code: unknown; cause: unknown } };
