import { z } from "zod";
import type { ConnectionArguments } from "./connectionArguments.ts";
import { createCursorCodec } from "./cursor.ts";
import { type Page, readPage } from "./readPage.ts";

/** The part of a row query that selects a page. */
export interface PageQuery {
  id: { lt?: number; lte?: number; gt?: number; gte?: number } | undefined;
  orderBy: { id: "asc" | "desc" };
  take: number;
}

/**
 * Returns a page of the rows that `fetch` returns, newest first. Rows are found by id, so a cursor
 * stays valid after its row is deleted. `list` is the name of the list: cursors of other lists are
 * rejected. Throws InvalidPaginationError for those, and for a number outside 0 to 100.
 */
export async function readPageByIdDesc<Row extends { id: number }>(
  list: string,
  connectionArguments: ConnectionArguments,
  fetch: (query: PageQuery) => Promise<Row[]>,
): Promise<Omit<Page<Row>, "countTotal">> {
  const cursors = createCursorCodec(z.tuple([z.literal(list), z.int().positive()]));
  const { items, ...rest } = await readPage<{ id: number }, Row>(
    {
      parseCursor: (cursor) => ({ id: cursors.parse(cursor)[1] }),
      fetch: ({ backwards, position, inclusive, limit }) =>
        fetch({
          id: position && toIdBound(position.id, backwards, inclusive),
          orderBy: { id: backwards ? "asc" : "desc" },
          take: limit,
        }),
      compare: (a, b) => b.id - a.id,
    },
    connectionArguments,
  );
  return {
    edges: items.map((node) => ({ node, cursor: cursors.format([list, node.id]) })),
    ...rest,
  };
}

function toIdBound(id: number, backwards: boolean, inclusive: boolean): PageQuery["id"] {
  if (backwards) return inclusive ? { gte: id } : { gt: id };
  return inclusive ? { lte: id } : { lt: id };
}
