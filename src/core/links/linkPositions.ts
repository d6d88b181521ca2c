import type { Database, Link } from "../../db/database.ts";
import type { FilterableStatus, LinkListQuery, LinkPosition } from "../../db/linkLists.ts";
import type { Reader } from "../../db/reader.ts";
import { maxExactCount } from "../pagination/totalCount.ts";
import type { Services } from "../services.ts";
import { compareLinkPositions, isAfter } from "./linkCursor.ts";
import { type LinkStatus, storedLinkStatus } from "./linkStatus.ts";

/**
 * Maximum links that are checked against the blocklist for one page or count. A count of more than
 * 10,000 links has to find one more.
 */
const maxCheckedLinks = maxExactCount + 1;
const linksPerCheck = 500;

/** Selects links of an owner. */
export interface LinkSelection extends Pick<LinkListQuery, "ownerId" | "words" | "now"> {
  /** Null selects all. */
  statuses: ReadonlySet<LinkStatus> | null;
}

/** Selects a part of the ordered links. */
export type LinkRange = Pick<
  LinkListQuery,
  "field" | "direction" | "position" | "inclusive" | "limit"
>;

type Query = LinkSelection & LinkRange;

/**
 * Returns the positions of the selected links in the range, in its order. The database does not know
 * the blocklist. Lists with either active or blocked links alone are therefore filtered here, up to
 * 10,000 links per call.
 */
export async function findLinkPositions(
  services: Services,
  reader: Reader,
  query: Query,
): Promise<LinkPosition[]> {
  if (!dependsOnBlocklist(query)) return fetchPositions(reader, query);
  const found: LinkPosition[] = [];
  let { position, inclusive } = query;
  for (let checked = 0; checked < maxCheckedLinks && found.length < query.limit; ) {
    const limit = checked === 0 ? Math.min(query.limit, linksPerCheck) : linksPerCheck;
    const candidates = await fetchPositions(reader, { ...query, position, inclusive, limit });
    found.push(...(await filterByStatus(services, reader.database, candidates, query)));
    if (candidates.length < limit) break;
    checked += candidates.length;
    [position, inclusive] = [candidates.at(-1) ?? null, false];
  }
  return found.slice(0, query.limit);
}

/** Returns how many links are selected, at most `limit`. */
export async function countLinks(
  services: Services,
  reader: Reader,
  selection: LinkSelection,
  limit: number,
): Promise<number> {
  if (dependsOnBlocklist(selection)) {
    const range = { field: "CREATED_AT", direction: "DESC", position: null } as const;
    const query = { ...selection, ...range, inclusive: false, limit };
    return (await findLinkPositions(services, reader, query)).length;
  }
  const counts = await Promise.all(
    storedStatuses(selection).map((status) => reader.countLinks({ ...selection, status, limit })),
  );
  return counts.reduce((total, count) => total + count, 0);
}

/** Returns positions by the statuses that the database knows. They exclude each other. */
async function fetchPositions(reader: Reader, query: Query): Promise<LinkPosition[]> {
  const parts = await Promise.all(
    storedStatuses(query).map((status) => reader.listLinks({ ...query, status })),
  );
  const positions =
    parts.length === 1
      ? (parts[0] as LinkPosition[])
      : parts.flat().sort((a, b) => compareLinkPositions(query, a, b));
  const { position: start, inclusive, limit } = query;
  const following =
    start === null || inclusive
      ? positions
      : positions.filter((position) => isAfter(query, position, start));
  return following.slice(0, limit);
}

/** Blocked links are stored as active. */
function storedStatuses({ statuses }: LinkSelection): (FilterableStatus | null)[] {
  if (statuses === null) return [null];
  const stored = [...statuses].map((status) => (status === "BLOCKED" ? "ACTIVE" : status));
  return [...new Set(stored)];
}

function dependsOnBlocklist({ statuses }: LinkSelection): boolean {
  return statuses !== null && statuses.has("ACTIVE") !== statuses.has("BLOCKED");
}

async function filterByStatus(
  services: Services,
  database: Database,
  positions: LinkPosition[],
  { statuses }: LinkSelection,
): Promise<LinkPosition[]> {
  const where = { id: { in: positions.map(({ id }) => id) } };
  const links = await database.link.findMany({ where });
  const byId = new Map(links.map((link): [number, Link] => [link.id, link]));
  return positions.filter(({ id }) => {
    const link = byId.get(id);
    return link !== undefined && statuses?.has(storedLinkStatus(services, link));
  });
}
