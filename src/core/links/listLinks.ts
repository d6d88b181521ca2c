import type { Database, Link, Prisma } from "../../db/database.ts";
import type {
  FilterableStatus,
  LinkOrderField,
  LinkPosition,
  SortDirection,
} from "../../db/linkLists.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
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
  /** Default: newest first. */
  orderBy?: { field: LinkOrderField; direction: SortDirection } | null | undefined;
}

const defaultOrder: LinkOrder = { field: "CREATED_AT", direction: "DESC" };

/**
 * Returns a page of a user's links, for that user only. Considers only the newest 10,000 matches if
 * sorted by another field than creation, or if a search is combined with a status. No index
 * contains blocked links: they count as active. Needs `links:read`. Throws ForbiddenError, and
 * InvalidSearchError for more than 200 characters or the status BLOCKED. Throws what `readPage` and
 * `queues.read` throw.
 */
export async function listLinks(
  actor: Actor,
  userId: number,
  { search, status, orderBy, ...connectionArguments }: ListLinksInput,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select"> = {},
): Promise<Page<Link>> {
  const { services } = requireSelf(actor, userId, "links:read");
  const order = orderBy ?? defaultOrder;
  const terms = parseSearchTerms(search ?? "");
  const filter = {
    ownerId: userId,
    words: terms,
    status: toFilterableStatus(status),
    now: Date.now(),
  };
  return services.queues.read(userId, async ({ database, listLinks: fetchPositions }) => {
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
    throw new InvalidSearchError(
      "Filtering by BLOCKED is not supported. Use ACTIVE, which includes blocked links.",
      "status",
    );
  }
  return status ?? null;
}

/** Returns the links at the positions, each with its cursor. Omits links deleted meanwhile. */
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
