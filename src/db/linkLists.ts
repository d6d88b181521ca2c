export type LinkOrderField = "CREATED_AT" | "CLICK_COUNT" | "LAST_CLICKED_AT";
export type SortDirection = "ASC" | "DESC";
export type FilterableStatus = "ACTIVE" | "INACTIVE" | "EXPIRED" | "EXHAUSTED";

/** Where a link stands in a list: at what the list is sorted by, and at its id. */
export interface LinkPosition {
  id: number;
  /** Null where the list is sorted by nothing but ids, or the link was never clicked. */
  key: number | null;
}

export interface LinkListQuery {
  ownerId: number;
  /** All to be found in a link's code, URL or title. Those of one or two characters begin there. */
  words: readonly string[];
  status: FilterableStatus | null;
  field: LinkOrderField;
  direction: SortDirection;
  /** The list goes on behind this place, or at it where `inclusive`. */
  position: LinkPosition | null;
  inclusive: boolean;
  limit: number;
  /** In milliseconds. */
  now: number;
}
