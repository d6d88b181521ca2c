import { z } from "zod";
import type { Direction, LinkOrderField, LinkPlace } from "../../db/linkLists.ts";
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
  z.int().nonnegative().nullable(),
]);

/** A place in lists of this order, as callers keep it. It stays when its link is changed or deleted. */
export function formatLinkCursor({ field, direction }: LinkOrder, { id, key }: LinkPlace): string {
  return Buffer.from(JSON.stringify([field, direction, id, key])).toString("base64url");
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
    if (key === null ? field !== "CLICK_COUNT" : field !== "CREATED_AT") return parts;
  } catch {
    // As any other text that is no cursor.
  }
  throw new InvalidPageError("This cursor is not from this connection.");
}
