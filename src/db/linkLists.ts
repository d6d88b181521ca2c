export type LinkOrderField = "CREATED_AT" | "CLICK_COUNT" | "LAST_CLICKED_AT";
export type SortDirection = "ASC" | "DESC";
export type FilterableStatus = "ACTIVE" | "INACTIVE" | "EXPIRED" | "EXHAUSTED";

/** Selects links of an owner, to count at most `limit` of them. */
export type LinkCountQuery = Pick<LinkListQuery, "ownerId" | "words" | "status" | "limit" | "now">;

/** Position of a link in a list: the value that the list is sorted by, and the link's id. */
export interface LinkPosition {
  id: number;
  /** Null if the list is sorted by id only, or if the link was never clicked. */
  key: number | null;
}

export interface LinkListQuery {
  ownerId: number;
  /**
   * Words that must all occur in a link's code, URL, title or note. Words of one or two characters match
   * only at the start of the code or of a word in the title or note.
   */
  words: readonly string[];
  status: FilterableStatus | null;
  field: LinkOrderField;
  direction: SortDirection;
  /** The list continues after this position, or at it if `inclusive`. */
  position: LinkPosition | null;
  inclusive: boolean;
  limit: number;
  /** Current time in milliseconds. */
  now: number;
}
