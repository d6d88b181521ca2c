import type { Database, Link, Prisma } from "../../db/database.ts";
import type { LinkOrderField, LinkPosition, SortDirection } from "../../db/linkLists.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { ConnectionArguments } from "../pagination/connectionArguments.ts";
import { type Page, readPage } from "../pagination/readPage.ts";
import { createTotalCount } from "../pagination/totalCount.ts";
import {
  compareLinkPositions,
  formatLinkCursor,
  type LinkOrder,
  parseLinkCursor,
} from "./linkCursor.ts";
import { countLinks, findLinkPositions } from "./linkPositions.ts";
import type { LinkStatus } from "./linkStatus.ts";
import { parseSearchTerms } from "./searchTerms.ts";

export interface ListLinksInput extends ConnectionArguments {
  search?: string | null | undefined;
  /** Absent, null or empty selects all. */
  statuses?: readonly LinkStatus[] | null | undefined;
  /** Default: newest first. */
  orderBy?: { field: LinkOrderField; direction: SortDirection } | null | undefined;
}

const defaultOrder: LinkOrder = { field: "CREATED_AT", direction: "DESC" };

/**
 * Returns a page of a user's links, for that user only. Considers only the newest 10,000 matches if
 * sorted by another field than creation, or if a search is combined with a status. If only one of
 * ACTIVE and BLOCKED is selected, a page considers at most 10,000 links. Needs `links:read`. Throws
 * ForbiddenError, and InvalidSearchError for more than 200 characters. Throws what `readPage` and
 * `queues.read` throw.
 */
export async function listLinks(
  actor: Actor,
  userId: number,
  { search, statuses, orderBy, ...connectionArguments }: ListLinksInput,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select"> = {},
): Promise<Page<Link>> {
  const { services } = requireSelf(actor, userId, "links:read");
  const order = orderBy ?? defaultOrder;
  const terms = parseSearchTerms(search ?? "");
  const selection = {
    ownerId: userId,
    words: terms,
    statuses: statuses && statuses.length > 0 ? new Set(statuses) : null,
    now: Date.now(),
  };
  const page = await services.queues.read(userId, async (reader) => {
    const { items, ...rest } = await readPage<LinkPosition, LinkPosition>(
      {
        parseCursor: (cursor) => parseLinkCursor(order, cursor),
        fetch: ({ backwards, position = null, inclusive, limit }) => {
          const direction = backwards ? opposite(order.direction) : order.direction;
          const range = { field: order.field, direction, position, inclusive, limit };
          return findLinkPositions(services, reader, { ...selection, ...range });
        },
        compare: (a, b) => compareLinkPositions(order, a, b),
      },
      connectionArguments,
    );
    return { edges: await loadLinks(reader.database, items, order, userId, query), ...rest };
  });
  const countTotal = createTotalCount(services.queues, userId, (reader, limit) =>
    countLinks(services, reader, selection, limit),
  );
  return { ...page, countTotal };
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
