import type { Link, Prisma } from "../../db/database.ts";
import type { Direction, LinkOrderField, LinkPlace, ListedStatus } from "../../db/linkLists.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import { InvalidSearchError } from "../errors.ts";
import { formatLinkCursor, isBehind, type LinkOrder, parseLinkCursor } from "./linkCursor.ts";
import type { LinkStatus } from "./linkStatus.ts";
import { searchWords } from "./searchWords.ts";
import { acceptWindow, type Window } from "./window.ts";

export interface LinkList extends Window {
  search?: string | null | undefined;
  status?: LinkStatus | null | undefined;
  /** The newest first where absent. */
  orderBy?: { field: LinkOrderField; direction: Direction } | null | undefined;
}

const newestFirst: LinkOrder = { field: "CREATED_AT", direction: "DESC" };

/**
 * A window of a user's links, for that user only, with whether others lie before and behind it.
 * Sorted otherwise than by creation, or searched for with a status, the newest 10,000 that match are
 * considered. What is blocked is known to no index: it counts as active. Needs `links:read`. Throws
 * ForbiddenError, InvalidSearchError (at most 200 characters, and not for BLOCKED) and InvalidPageError for a cursor from elsewhere or a window that leaves open what is meant.
 */
export async function listLinks(
  actor: Actor,
  userId: number,
  { search, status, orderBy, ...given }: LinkList,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select"> = {},
) {
  const { service } = requireSelf(actor, userId, "links:read");
  const { size, isBackwards, cursor } = acceptWindow(given);
  const order = orderBy ?? newestFirst;
  const words = searchWords(search ?? "");
  const from = cursor === null ? null : parseLinkCursor(order, cursor);
  const filter = { ownerId: userId, words, status: listedStatus(status), now: Date.now() };
  const look = (backwards: boolean, including: boolean, limit: number) => {
    const direction = backwards ? opposite(order.direction) : order.direction;
    const { field } = order;
    return service.lookup.listLinks({ ...filter, field, direction, from, including, limit });
  };

  const inOrder = {
    ...order,
    direction: isBackwards ? opposite(order.direction) : order.direction,
  };
  const found = (await look(isBackwards, false, size + 1)).filter(
    (place) => from === null || isBehind(inOrder, place, from),
  );
  const places = found.slice(0, size);
  if (isBackwards) places.reverse();
  const hasMore = found.length > size;
  const hasOthers = from !== null && (await look(!isBackwards, true, 1)).length > 0;
  return {
    links: await load(actor, places, order, userId, query),
    hasNext: isBackwards ? hasOthers : hasMore,
    hasPrevious: isBackwards ? hasMore : hasOthers,
  };
}

function listedStatus(status: LinkStatus | null | undefined): ListedStatus | null {
  if (status === "BLOCKED") {
    throw new InvalidSearchError("Blocked links have no list of their own: look among the active.");
  }
  return status ?? null;
}

/** The links that stand at the places, each with its cursor. One deleted meanwhile is left out. */
async function load(
  actor: Actor,
  places: LinkPlace[],
  order: LinkOrder,
  ownerId: number,
  query: Pick<Prisma.LinkFindManyArgs, "include" | "select">,
): Promise<{ link: Link; cursor: string }[]> {
  const where = { id: { in: places.map(({ id }) => id) }, ownerId };
  const links = await actor.service.database.link.findMany({ ...query, where });
  const byId = new Map(links.map((link) => [link.id, link]));
  return places.flatMap((place) => {
    const link = byId.get(place.id);
    return link ? [{ link, cursor: formatLinkCursor(order, place) }] : [];
  });
}

function opposite(direction: Direction): Direction {
  return direction === "ASC" ? "DESC" : "ASC";
}
