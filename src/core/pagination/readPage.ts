import { InvalidPaginationError } from "../errors.ts";
import { type ConnectionArguments, parseConnectionArguments } from "./connectionArguments.ts";
import type { TotalCount } from "./totalCount.ts";

/** A part of a connection. */
export interface Page<Node> {
  edges: { node: Node; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Counts all items of the list, regardless of the page. Throws what `queues.read` throws. */
  countTotal(): Promise<TotalCount>;
}

/** How a list is read by the positions of its items. */
export interface PageSource<Position, Item extends Position> {
  /** Throws InvalidPaginationError for a cursor of another list. */
  parseCursor(cursor: string): Position;
  /** Returns the items after a position, or from the start, the nearest first. */
  fetch(query: {
    backwards: boolean;
    position: Position | undefined;
    /** Whether to include an item at the position itself. */
    inclusive: boolean;
    limit: number;
  }): Promise<Item[]>;
  /** Returns a negative number if the first position comes before the second in the list. */
  compare(a: Position, b: Position): number;
}

/** The items of a part of a connection, and whether there are items before and after them. */
export interface ItemPage<Item> {
  items: Item[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/**
 * Returns the requested items, by the same rule for all connections, with at most two lookups. The
 * flags for further items are right even if cursors or numbers leave the page empty. Throws
 * InvalidPaginationError for a number outside 0 to 100 and for a cursor of another list.
 */
export async function readPage<Position, Item extends Position>(
  source: PageSource<Position, Item>,
  connectionArguments: ConnectionArguments,
): Promise<ItemPage<Item>> {
  const { size, backwards, last, ...cursors } = parseConnectionArguments(connectionArguments);
  const after = parseWith(source, "after", cursors.after);
  const before = parseWith(source, "before", cursors.before);
  const [start, end] = backwards ? [before, after] : [after, before];

  const fetched = await source.fetch({
    backwards,
    position: start,
    inclusive: false,
    limit: size + 1,
  });
  const isWithin = (item: Item) =>
    end === undefined || source.compare(item, end) * (backwards ? -1 : 1) < 0;
  const selected = fetched.filter(isWithin).slice(0, size);
  const items =
    last !== undefined && last < selected.length
      ? selected.slice(selected.length - last)
      : selected;
  const hasMore = fetched.length > selected.length;
  const hasOpposite =
    items.length < selected.length || (await hasItemsUpTo(source, backwards, start));
  return backwards
    ? { items: items.reverse(), hasNextPage: hasOpposite, hasPreviousPage: hasMore }
    : { items, hasNextPage: hasMore, hasPreviousPage: hasOpposite };
}

function parseWith<Position, Item extends Position>(
  source: PageSource<Position, Item>,
  field: "after" | "before",
  cursor: string | undefined,
): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    return source.parseCursor(cursor);
  } catch (error) {
    throw error instanceof InvalidPaginationError
      ? new InvalidPaginationError(error.message, field)
      : error;
  }
}

async function hasItemsUpTo<Position, Item extends Position>(
  source: PageSource<Position, Item>,
  backwards: boolean,
  position: Position | undefined,
): Promise<boolean> {
  if (position === undefined) return false;
  const query = { backwards: !backwards, position, inclusive: true, limit: 1 };
  return (await source.fetch(query)).length > 0;
}
