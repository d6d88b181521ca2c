import { z } from "zod";
import type { Direction, LinkOrderField, LinkPlace } from "../../db/linkLists.ts";
import { latestDate } from "../../db/storedValues.ts";
import { InvalidPageError } from "../errors.ts";
import { cursorCodec } from "../pagination/cursor.ts";

/** What a list of links is sorted by. */
export interface LinkOrder {
  field: LinkOrderField;
  direction: Direction;
}

/** What both engines compare with: a count of 64 bits, or a time that there is as a date. */
const highestKeys = { CREATED_AT: 0, CLICK_COUNT: 2 ** 63 - 1_024, LAST_CLICKED_AT: latestDate };

const direction = z.enum(["ASC", "DESC"]);
const id = z.int().positive();
/** Counts can be larger than what zod takes for a whole number. */
const keyOf = (field: LinkOrderField) =>
  z.number().nonnegative().max(highestKeys[field]).refine(Number.isInteger);
const cursors = cursorCodec(
  z.union([
    z.tuple([z.literal("CREATED_AT"), direction, id, z.null()]),
    z.tuple([z.literal("CLICK_COUNT"), direction, id, keyOf("CLICK_COUNT")]),
    z.tuple([z.literal("LAST_CLICKED_AT"), direction, id, keyOf("LAST_CLICKED_AT").nullable()]),
  ]),
);

/** A place in lists of this order, as callers keep it. It stays when its link is changed or deleted. */
export function formatLinkCursor({ field, direction }: LinkOrder, { id, key }: LinkPlace): string {
  const place = [field, direction, id, boundedKey(field, key)];
  return cursors.format(place as Parameters<typeof cursors.format>[0]);
}

/**
 * Whether a place is behind another in lists of this order. What is sorted by more than a cursor can say
 * is found behind its own place, where a list would have no end.
 */
export function isBehind(
  { field, direction }: LinkOrder,
  place: LinkPlace,
  from: LinkPlace,
): boolean {
  if (boundedKey(field, place.key) !== from.key) return true;
  return direction === "ASC" ? place.id > from.id : place.id < from.id;
}

/** Negative where the first place comes before the second one. Links never clicked have the lowest key. */
export function compareLinkPlaces(
  { field, direction }: LinkOrder,
  one: LinkPlace,
  other: LinkPlace,
): number {
  const keyIn = (place: LinkPlace) => boundedKey(field, place.key) ?? -1;
  const ascending = keyIn(one) - keyIn(other) || one.id - other.id;
  return direction === "ASC" ? ascending : -ascending;
}

/** The place that a cursor names. Throws InvalidPageError for one of another order, or none. */
export function parseLinkCursor(order: LinkOrder, cursor: string): LinkPlace {
  const [field, direction, id, key] = cursors.parse(cursor);
  if (field !== order.field || direction !== order.direction) {
    throw new InvalidPageError(
      "This cursor is from a list in another order. Start again without a cursor.",
    );
  }
  return { id, key };
}

/** SQLite sorts what is no number behind all numbers. */
function boundedKey(field: LinkOrderField, key: unknown): number | null {
  if (key === null) return null;
  const highest = highestKeys[field];
  if (typeof key !== "number") return highest;
  return Math.trunc(Math.min(Math.max(key, 0), highest));
}
