import type { FilterableStatus, LinkListQuery } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

/** Maximum newest matches that are sorted if no index has the matches in order. */
const maxSortedMatches = 10_000;

const notExpired = `"isActive" = 1 AND ("expiresAt" IS NULL OR "expiresAt" > @now)`;
const statuses: Record<FilterableStatus, string> = {
  ACTIVE: `${notExpired} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`,
  INACTIVE: `"isActive" = 0`,
  EXPIRED: `"isActive" = 1 AND "expiresAt" <= @now`,
  EXHAUSTED: `${notExpired} AND "clickCount" >= "maxClicks"`,
};

const allLinksIndex = "Link_ownerId_isActive_id_expiresAt_maxClicks_idx";
const statusIndexes: Record<FilterableStatus, string> = {
  ACTIVE: allLinksIndex,
  INACTIVE: allLinksIndex,
  EXPIRED: "Link_expiring_idx",
  EXHAUSTED: "Link_exhausted_idx",
};

const sortColumns = { CLICK_COUNT: "clickCount", LAST_CLICKED_AT: "lastClickedAt" } as const;

/** Returns the statements whose rows, one statement after another, form the list. */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, direction, position, inclusive, now } = query;
  // If the newest matches are sorted, they must be the same ones on each page.
  const searchPosition = isSearchInOrder(query) ? position : null;
  const search = searchParameters(words, direction, searchPosition, inclusive);
  const parameters = { ownerId, now, ...position, ...search };
  return statementsFor(query).map((sql) => ({ sql, parameters }));
}

function statementsFor(query: LinkListQuery): string[] {
  const { words, status, field, direction, position } = query;
  if (isSearchInOrder(query)) {
    return [`SELECT "id", NULL AS "key" FROM (${searchStatement(direction, "@limit")})`];
  }
  if (field === "CREATED_AT") return [byId(query, "NULL", position ? idCondition(query) : "")];
  if (words.length > 0 || status) return [sortedInMemory(query, sortColumns[field])];
  return keysetSegments(query, sortColumns[field]);
}

/** Returns true if the search returns its matches in the order of the list. */
function isSearchInOrder({ words, field, status }: LinkListQuery): boolean {
  return words.length > 0 && field === "CREATED_AT" && status === null;
}

/**
 * Returns a list from an index, as segments that each start at one position of it. They are the links
 * equal to the previous one, those after it, and those never clicked, which sort before all others.
 */
function keysetSegments(query: LinkListQuery, column: string): string[] {
  const { direction, position } = query;
  const comparator = direction === "DESC" ? "<" : ">";
  const key = `"${column}"`;
  const neverClicked = byId(query, key, `AND ${key} IS NULL`);
  const clicked = byKey(query, key, `AND ${key} IS NOT NULL`);
  if (!position) return direction === "DESC" ? [clicked, neverClicked] : [neverClicked, clicked];
  const equal = byId(query, key, `AND ${key} IS @key ${idCondition(query)}`);
  if (position.key === null) return direction === "DESC" ? [equal] : [equal, clicked];
  const rest = byKey(query, key, `AND ${key} ${comparator} @key`);
  return direction === "DESC" ? [equal, rest, neverClicked] : [equal, rest];
}

/** Returns a list of few links that is sorted for each query. */
function sortedInMemory(query: LinkListQuery, column: string): string {
  const { direction, position, inclusive } = query;
  const comparator = `${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""}`;
  const condition = `AND (coalesce("${column}", -1), "id") ${comparator} (coalesce(@key, -1), @id)`;
  return byKey(query, `"${column}"`, position ? condition : "");
}

function byId(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
    ORDER BY "id" ${query.direction} LIMIT @limit`;
}

function byKey(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
    ORDER BY ${key} ${query.direction}, "id" ${query.direction} LIMIT @limit`;
}

function idCondition({ direction, inclusive }: LinkListQuery): string {
  return `AND "id" ${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""} @id`;
}

/** Returns the links to be sorted, with the condition that selects them. */
function linksSql({ words, status, field }: LinkListQuery): string {
  if (words.length > 0) {
    const matches = searchStatement("DESC", String(maxSortedMatches));
    return linksInSql(matches, status ? statuses[status] : "true");
  }
  if (!status) return `"Link" WHERE "ownerId" = @ownerId`;
  if (field === "CREATED_AT") return linksWithStatusSql(status);
  const newest = `ORDER BY "id" DESC LIMIT ${maxSortedMatches}`;
  return linksInSql(`SELECT "id" FROM ${linksWithStatusSql(status)} ${newest}`, "true");
}

function linksInSql(ids: string, condition: string): string {
  return `"Link" NOT INDEXED WHERE "id" IN (${ids}) AND ${condition}`;
}

/**
 * Returns the links with a status. It names the index, so database statistics never select another one.
 */
function linksWithStatusSql(status: FilterableStatus): string {
  return `"Link" INDEXED BY "${statusIndexes[status]}" WHERE "ownerId" = @ownerId
    AND ${statuses[status]}`;
}
