import type { SortDirection } from "./linkLists.ts";
import type { StatsSubject } from "./lookup.ts";

/** Position of a click in a list: its time in milliseconds and its id. */
export interface ClickPosition {
  at: number;
  id: number;
}

/** Selects stored clicks of a link, or of the links of a user that were clicked last. */
export interface ClickSelection {
  subject: StatsSubject;
  /** Bounds in milliseconds, null for none. `to` is exclusive. */
  from: number | null;
  to: number | null;
  /** Null selects people and bots. */
  isBot: boolean | null;
}

export interface ClickListQuery extends ClickSelection {
  direction: SortDirection;
  /** The list continues after this position, or at it if `inclusive`. */
  position: ClickPosition | null;
  inclusive: boolean;
  limit: number;
}

export interface ClickCountQuery extends ClickSelection {
  limit: number;
}
