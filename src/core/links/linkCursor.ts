import { z } from "zod";
import { maxDate } from "../../db/clampValues.ts";
import type { LinkOrderField, LinkPosition, SortDirection } from "../../db/linkLists.ts";
import { InvalidPaginationError } from "../errors.ts";
import { createCursorCodec } from "../pagination/cursor.ts";

/** What a list of links is sorted by. */
export interface LinkOrder {
  field: LinkOrderField;
  direction: SortDirection;
}

/** What both engines compare with: a count of 64 bits, or a time that there is as a date. */
const maxSortKeys = { CREATED_AT: 0, CLICK_COUNT: 2 ** 63 - 1_024, LAST_CLICKED_AT: maxDate };

const directionSchema = z.enum(["ASC", "DESC"]);
const id = z.int().positive();
/** Counts can be larger than what zod takes for a whole number. */
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

/** A place in lists of this order, as callers keep it. It stays when its link is changed or deleted. */
export function formatLinkCursor(
  { field, direction }: LinkOrder,
  { id, key }: LinkPosition,
): string {
  const position = [field, direction, id, clampSortKey(field, key)];
  return cursors.format(position as Parameters<typeof cursors.format>[0]);
}

/**
 * Whether a place is behind another in lists of this order. What is sorted by more than a cursor can say
 * is found behind its own place, where a list would have no end.
 */
export function isAfter(
  { field, direction }: LinkOrder,
  position: LinkPosition,
  start: LinkPosition,
): boolean {
  if (clampSortKey(field, position.key) !== start.key) return true;
  return direction === "ASC" ? position.id > start.id : position.id < start.id;
}

/** Negative where the first place comes before the second one. Links never clicked have the lowest key. */
export function compareLinkPositions(
  { field, direction }: LinkOrder,
  a: LinkPosition,
  b: LinkPosition,
): number {
  const sortKey = (position: LinkPosition) => clampSortKey(field, position.key) ?? -1;
  const ascending = sortKey(a) - sortKey(b) || a.id - b.id;
  return direction === "ASC" ? ascending : -ascending;
}

/** The place that a cursor names. Throws InvalidPaginationError for one of another order, or none. */
export function parseLinkCursor(order: LinkOrder, cursor: string): LinkPosition {
  const [field, direction, id, key] = cursors.parse(cursor);
  if (field !== order.field || direction !== order.direction) {
    throw new InvalidPaginationError(
      "This cursor is from a list in another order. Start again without a cursor.",
    );
  }
  return { id, key };
}

/** SQLite sorts what is no number behind all numbers. */
function clampSortKey(field: LinkOrderField, key: unknown): number | null {
  if (key === null) return null;
  const max = maxSortKeys[field];
  if (typeof key !== "number") return max;
  return Math.trunc(Math.min(Math.max(key, 0), max));
}
