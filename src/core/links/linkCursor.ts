import { z } from "zod";
import { maxDate } from "../../db/clampValues.ts";
import type { LinkOrderField, LinkPosition, SortDirection } from "../../db/linkLists.ts";
import { InvalidPaginationError } from "../errors.ts";
import { createCursorCodec } from "../pagination/cursor.ts";

/** Sort order of a list of links. */
export interface LinkOrder {
  field: LinkOrderField;
  direction: SortDirection;
}

/**
 * Largest keys that both database engines can compare: a 64-bit count, or the last time of a valid
 * date.
 */
const maxSortKeys = { CREATED_AT: 0, CLICK_COUNT: 2 ** 63 - 1_024, LAST_CLICKED_AT: maxDate };

const directionSchema = z.enum(["ASC", "DESC"]);
const id = z.int().positive();
/** Counts can exceed the largest integer that zod accepts. */
const sortKeySchema = (field: LinkOrderField) =>
  z.number().nonnegative().max(maxSortKeys[field]).refine(Number.isInteger);
const cursors = createCursorCodec(
  z.union([
    z.tuple([z.literal("CREATED_AT"), directionSchema, id, z.null()]),
    z.tuple([z.literal("CLICK_COUNT"), directionSchema, id, sortKeySchema("CLICK_COUNT")]),
    z.tuple([
      z.literal("LAST_CLICKED_AT"),
      directionSchema,
      id,
      sortKeySchema("LAST_CLICKED_AT").nullable(),
    ]),
  ]),
);

/**
 * Returns the cursor of a position in lists of this order. It stays valid when its link is changed
 * or deleted.
 */
export function formatLinkCursor(
  { field, direction }: LinkOrder,
  { id, key }: LinkPosition,
): string {
  const position = [field, direction, id, clampSortKey(field, key)];
  return cursors.format(position as Parameters<typeof cursors.format>[0]);
}

/**
 * Returns whether a position comes after another in lists of this order. A sort key that exceeds
 * the range of cursors is found again after its own position. Without this check the list would
 * never end.
 */
export function isAfter(
  { field, direction }: LinkOrder,
  position: LinkPosition,
  start: LinkPosition,
): boolean {
  if (clampSortKey(field, position.key) !== start.key) return true;
  return direction === "ASC" ? position.id > start.id : position.id < start.id;
}

/**
 * Returns a negative number if the first position comes before the second. Links that were never
 * clicked have the lowest key.
 */
export function compareLinkPositions(
  { field, direction }: LinkOrder,
  a: LinkPosition,
  b: LinkPosition,
): number {
  const sortKey = (position: LinkPosition) => clampSortKey(field, position.key) ?? -1;
  const ascending = sortKey(a) - sortKey(b) || a.id - b.id;
  return direction === "ASC" ? ascending : -ascending;
}

/**
 * Returns the position of a cursor. Throws InvalidPaginationError for invalid text or a cursor of
 * another order.
 */
export function parseLinkCursor(order: LinkOrder, cursor: string): LinkPosition {
  const [field, direction, id, key] = cursors.parse(cursor);
  if (field !== order.field || direction !== order.direction) {
    throw new InvalidPaginationError(
      "The cursor belongs to a list with another sort order. Start again without a cursor.",
    );
  }
  return { id, key };
}

/** SQLite sorts values that are not numbers after all numbers. */
function clampSortKey(field: LinkOrderField, key: unknown): number | null {
  if (key === null) return null;
  const max = maxSortKeys[field];
  if (typeof key !== "number") return max;
  return Math.trunc(Math.min(Math.max(key, 0), max));
}
