export type LinkOrderField = "CREATED_AT" | "CLICK_COUNT" | "LAST_CLICKED_AT";
export type Direction = "ASC" | "DESC";
export type ListedStatus = "ACTIVE" | "INACTIVE" | "EXPIRED" | "EXHAUSTED";

/** Where a link stands in a list: at what the list is sorted by, and at its id. */
export interface LinkPlace {
  id: number;
  /** Null where the list is sorted by nothing but ids, or the link was never clicked. */
  key: number | null;
}

export interface LinkListQuery {
  ownerId: number;
  /** All to be found in a link's code, URL or title. Those of one or two characters begin there. */
  words: readonly string[];
  status: ListedStatus | null;
  field: LinkOrderField;
  direction: Direction;
  /** The list goes on behind this place, or at it where `including`. */
  from: LinkPlace | null;
  including: boolean;
  limit: number;
  /** In milliseconds. */
  now: number;
}
