import type { Database, Link, Prisma } from "../../db/database.ts";
import type {
  FilterableStatus,
  LinkOrderField,
  LinkPosition,
  SortDirection,
} from "../../db/linkLists.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import { InvalidSearchError } from "../errors.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import { type Page, readPage } from "../pagination/readPage.ts";
import {
  compareLinkPositions,
  formatLinkCursor,
  isAfter,
  type LinkOrder,
  parseLinkCursor,
} from "./linkCursor.ts";
import type { LinkStatus } from "./linkStatus.ts";
import { parseSearchTerms } from "./searchTerms.ts";

export interface ListLinksInput extends ConnectionArguments {
  search?: string | null | undefined;
  status?: LinkStatus | null | undefined;
  /** The newest first where absent. */
  orderBy?: { field: LinkOrderField; direction: SortDirection } | null | undefined;
}

const defaultOrder: LinkOrder = { field: "CREATED_AT", direction: "DESC" };

/**
 * A page of a user's links, for that user only.
 * Sorted otherwise than by creation, or searched for with a status, the newest 10,000 that match are
 * considered. What is blocked is known to no index: it counts as active. Needs `links:read`. Throws
 * ForbiddenError, InvalidSearchError (at most 200 characters, and not for BLOCKED) and what `readPage` and
 * `queues.read` throw.
 */
export async function listLinks(
  actor: Actor,
  userId: number,
  { search, status, orderBy, ...connectionArguments }: ListLinksInput,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select"> = {},
): Promise<Page<Link>> {
  const { service } = requireSelf(actor, userId, "links:read");
  const order = orderBy ?? defaultOrder;
  const terms = parseSearchTerms(search ?? "");
  const filter = {
    ownerId: userId,
    words: terms,
    status: toFilterableStatus(status),
    now: Date.now(),
  };
  return service.queues.read(userId, async ({ database, listLinks: fetchPositions }) => {
    const { items, ...rest } = await readPage<LinkPosition, LinkPosition>(
      {
        parseCursor: (cursor) => parseLinkCursor(order, cursor),
        fetch: async ({ backwards, position, inclusive, limit }) => {
          const { field } = order;
          const direction = backwards ? opposite(order.direction) : order.direction;
          const start = position ?? null;
          const query = { ...filter, field, direction, position: start, inclusive, limit };
          const positions = await fetchPositions(query);
          if (start === null || inclusive) return positions;
          return positions.filter((candidate) => isAfter({ field, direction }, candidate, start));
        },
        compare: (a, b) => compareLinkPositions(order, a, b),
      },
      connectionArguments,
    );
    return { edges: await loadLinks(database, items, order, userId, query), ...rest };
  });
}

function toFilterableStatus(status: LinkStatus | null | undefined): FilterableStatus | null {
  if (status === "BLOCKED") {
    throw new InvalidSearchError("Blocked links have no list of their own: look among the active.");
  }
  return status ?? null;
}

/** The links that stand at the places, each with its cursor. One deleted meanwhile is left out. */
async function loadLinks(
  database: Database,
  positions: LinkPosition[],
  order: LinkOrder,
  ownerId: number,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select">,
): Promise<Page<Link>["edges"]> {
  const where = { id: { in: positions.map(({ id }) => id) }, ownerId };
  const links = await database.link.findMany({ ...query, where });
  const byId = new Map(links.map((link) => [link.id, link]));
  return positions.flatMap((position) => {
    const link = byId.get(position.id);
    return link ? [{ node: link, cursor: formatLinkCursor(order, position) }] : [];
  });
}

function opposite(direction: SortDirection): SortDirection {
  return direction === "ASC" ? "DESC" : "ASC";
}
