import { InvalidPageError } from "./errors.ts";

interface Window {
  cursor?: { id?: unknown } | undefined;
  skip?: number | undefined;
  /** From the end where negative. */
  take?: number | undefined;
}

/**
 * The query for a window of rows, newest first. A cursor is a place in the order of ids, which stays
 * when its row is deleted; Prisma's own `cursor` would then find nothing. Throws InvalidPageError
 * for a cursor that is no such place.
 */
export function newestFirst<Query extends Window, Where extends object>(
  { cursor, skip, ...query }: Query,
  where: Where,
) {
  const behind = (query.take ?? 0) < 0 ? "gt" : "lt";
  return {
    ...query,
    skip: cursor ? 0 : (skip ?? 0),
    where: { ...where, ...(cursor && { id: { [behind]: placeOf(cursor) } }) },
    orderBy: { id: "desc" as const },
  };
}

function placeOf({ id }: { id?: unknown }): number {
  if (typeof id === "number" && Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidPageError("This cursor is not from this connection.");
}
