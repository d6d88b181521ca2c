import { InvalidPaginationError } from "../errors.ts";

/** Selects a part of a connection (GraphQL Cursor Connections Specification). */
export interface ConnectionArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** How a page is read: a number of items from one end of the range between two cursors. */
export interface PageRequest {
  size: number;
  /** Reads from the end of the range. */
  backwards: boolean;
  /** Maximum number of items to keep, counted from the end. */
  last: number | undefined;
  after: string | undefined;
  before: string | undefined;
}

export const defaultPageSize = 20;
export const maxPageSize = 100;

/**
 * Returns how to read the requested page. `first` reads from the start, `last` alone from the end.
 * With both, the page has the last items of the first. A cursor alone is where the page begins.
 * Throws InvalidPaginationError for a number outside 0 to 100.
 */
export function parseConnectionArguments({
  first,
  after,
  last,
  before,
}: ConnectionArguments): PageRequest {
  requirePageSize("first", first);
  requirePageSize("last", last);
  const backwards = first == null && (last != null || (before != null && after == null));
  return {
    size: first ?? last ?? defaultPageSize,
    backwards,
    last: last ?? undefined,
    after: after ?? undefined,
    before: before ?? undefined,
  };
}

function requirePageSize(name: string, size: number | null | undefined): void {
  if (size != null && (size < 0 || size > maxPageSize)) {
    throw new InvalidPaginationError(
      `${name} must be a whole number from 0 to ${maxPageSize}.`,
      name,
    );
  }
}
