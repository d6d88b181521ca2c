import { InvalidPaginationError } from "../errors.ts";

/** Which part of a connection is asked for, as the GraphQL Cursor Connections Specification has it. */
export interface ConnectionArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** How a page is read: so many items from one end of the stretch between two cursors. */
export interface PageRequest {
  size: number;
  /** From the end of the stretch. */
  backwards: boolean;
  /** How many of them are kept at most, counted from the end. */
  last: number | undefined;
  after: string | undefined;
  before: string | undefined;
}

export const defaultPageSize = 20;
export const maxPageSize = 100;

/**
 * Returns how to read what is asked for: with `first` from the start, with `last` alone from the end,
 * with both the last of the first. With a cursor alone it begins there. Throws InvalidPaginationError for a
 * number that is not 0 to 100.
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
    throw new InvalidPaginationError(`${name} must be a whole number from 0 to ${maxPageSize}.`);
  }
}
