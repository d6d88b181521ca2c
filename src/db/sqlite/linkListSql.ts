import { countRows, createLinkListSql, isSearchInOrder } from "../linkListSql.ts";
import type { FilterableStatus, LinkCountQuery, LinkListQuery } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

const allLinksIndex = "Link_ownerId_isActive_id_expiresAt_maxClicks_idx";
/** Named in the statements, so that database statistics never select another one. */
const statusIndexes: Record<FilterableStatus, string> = {
  ACTIVE: allLinksIndex,
  INACTIVE: allLinksIndex,
  EXPIRED: "Link_expiring_idx",
  EXHAUSTED: "Link_exhausted_idx",
};

const linksIn = (ids: string) => `"Link" NOT INDEXED WHERE "id" IN (${ids})`;

const linkListSql = createLinkListSql({
  isActive: `"isActive" = 1`,
  isInactive: `"isActive" = 0`,
  lowest: { CLICK_COUNT: "-1", LAST_CLICKED_AT: "-1" },
  search: (_words, { direction, limit }) => searchStatement(direction, limit),
  linksIn,
  linksOf: (status) => `"Link" INDEXED BY "${statusIndexes[status]}" WHERE "ownerId" = @ownerId`,
  countLinks: (links, _status, limit) => countRows(`SELECT 1 FROM ${links} LIMIT ${limit}`),
  newest: (links, limit) => linksIn(`SELECT "id" FROM ${links} ORDER BY "id" DESC LIMIT ${limit}`),
});

/** Returns the statements whose rows, one statement after another, form the list. */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, direction, position, inclusive, now } = query;
  // If the newest matches are sorted, they must be the same ones on each page.
  const searchPosition = isSearchInOrder(query) ? position : null;
  const search = searchParameters(words, direction, searchPosition, inclusive);
  const parameters = { ownerId, now, ...position, ...search };
  return linkListSql.list(query).map((sql) => ({ sql, parameters }));
}

/** Returns the statement that counts the links. */
export function linkCountStatement(query: LinkCountQuery) {
  const { ownerId, words, now } = query;
  const search = searchParameters(words, "DESC", null, false);
  return { sql: linkListSql.count(query), parameters: { ownerId, now, ...search } };
}
