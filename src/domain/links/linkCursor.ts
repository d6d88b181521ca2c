import { z } from "zod";
import type { Direction, LinkOrderField, LinkPlace } from "../../db/linkLists.ts";
import { latestDate } from "../../db/storedValues.ts";
import { InvalidPageError } from "../errors.ts";

/** What a list of links is sorted by. */
export interface LinkOrder {
  field: LinkOrderField;
  direction: Direction;
}

const stored = z.tuple([
  z.enum(["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"]),
  z.enum(["ASC", "DESC"]),
  z.int().positive(),
  z.number().nullable(),
]);

/** What both engines compare with: a count of 64 bits, or a time that there is as a date. */
const highestKeys = { CREATED_AT: 0, CLICK_COUNT: 2 ** 63 - 1_024, LAST_CLICKED_AT: latestDate };

/** A place in lists of this order, as callers keep it. It stays when its link is changed or deleted. */
export function formatLinkCursor({ field, direction }: LinkOrder, { id, key }: LinkPlace): string {
  const place = [field, direction, id, boundedKey(field, key)];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
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

/** The place that a cursor names. Throws InvalidPageError for one of another order, or none. */
export function parseLinkCursor(order: LinkOrder, cursor: string): LinkPlace {
  const [field, direction, id, key] = read(cursor);
  if (field !== order.field || direction !== order.direction) {
    throw new InvalidPageError(
      "This cursor is from a list in another order. Start again without a cursor.",
    );
  }
  return { id, key };
}

function read(cursor: string): z.infer<typeof stored> {
  try {
    const parts = stored.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    const [field, , , key] = parts;
    if (key === null) {
      if (field !== "CLICK_COUNT") return parts;
    } else if (field !== "CREATED_AT" && isWithin(key, highestKeys[field])) return parts;
  } catch {
    // As any other text that is no cursor.
  }
  throw new InvalidPageError("This cursor is not from this connection.");
}

/** SQLite sorts what is no number behind all numbers. */
function boundedKey(field: LinkOrderField, key: unknown): number | null {
  if (key === null) return null;
  const highest = highestKeys[field];
  if (typeof key !== "number") return highest;
  return Math.trunc(Math.min(Math.max(key, 0), highest));
}

function isWithin(key: number, highest: number): boolean {
  return Number.isInteger(key) && key >= 0 && key <= highest;
}
