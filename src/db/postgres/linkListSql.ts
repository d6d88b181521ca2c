import type { FilterableStatus, LinkListQuery } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

/** Maximum newest matches that are sorted if no index has the matches in order. */
const maxSortedMatches = 10_000;

const notExpired = `"isActive" AND ("expiresAt" IS NULL OR "expiresAt" > @now)`;
const statuses: Record<FilterableStatus, string> = {
  ACTIVE: `${notExpired} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`,
  INACTIVE: `NOT "isActive"`,
  EXPIRED: `"isActive" AND "expiresAt" <= @now`,
  EXHAUSTED: `${notExpired} AND "clickCount" >= "maxClicks"`,
};

interface SortColumn {
  name: string;
  /** Below all other values: the position of a link without a value. */
  lowest: string;
}

const sortColumns: Record<Exclude<LinkListQuery["field"], "CREATED_AT">, SortColumn> = {
  CLICK_COUNT: { name: `"clickCount"`, lowest: "(-1)::bigint" },
  LAST_CLICKED_AT: { name: `"lastClickedAt"`, lowest: "'-infinity'::timestamptz" },
};

/**
 * Returns the statements whose rows, one statement after another, form the list. Parameters are named.
 */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, field, position, now } = query;
  const key =
    position?.key != null && field === "LAST_CLICKED_AT" ? new Date(position.key) : position?.key;
  const parameters: Record<string, unknown> = {
    ownerId,
    now: new Date(now),
    id: position?.id,
    key,
    ...searchParameters(words),
  };
  return statementsFor(query).map((sql) => ({ sql, parameters }));
}

function statementsFor(query: LinkListQuery): string[] {
  const { words, status, field, direction, position, inclusive } = query;
  if (words.length > 0 && field === "CREATED_AT" && status === null) {
    const matches = searchStatement(words, direction, position, inclusive, "@limit");
    return [`SELECT "id", NULL AS "key" FROM (${matches}) AS matching`];
  }
  if (field === "CREATED_AT") return [byId(query, "NULL", position ? idCondition(query) : "")];
  if (words.length > 0 || status) return [sortedInMemory(query, sortColumns[field])];
  return keysetSegments(query, sortColumns[field].name);
}

/**
 * Returns a list from an index, as segments that each start at one position of it. They are the links
 * equal to the previous one, those after it, and those never clicked, which sort before all others.
 */
function keysetSegments(query: LinkListQuery, key: string): string[] {
  const { field, direction, position } = query;
  const comparator = direction === "DESC" ? "<" : ">";
  const neverClicked = field === "CLICK_COUNT" ? [] : [byId(query, key, `AND ${key} IS NULL`)];
  const clicked = byKey(query, key, key, `AND ${key} IS NOT NULL`);
  if (!position)
    return direction === "DESC" ? [clicked, ...neverClicked] : [...neverClicked, clicked];
  const condition = idCondition(query);
  if (position.key === null) {
    const equal = byId(query, key, `AND ${key} IS NULL ${condition}`);
    return direction === "DESC" ? [equal] : [equal, clicked];
  }
  const equal = byId(query, key, `AND ${key} = @key ${condition}`);
  const rest = byKey(query, key, key, `AND ${key} ${comparator} @key`);
  return direction === "DESC" ? [equal, rest, ...neverClicked] : [equal, rest];
}

/** Returns a list of few links that is sorted for each query. */
function sortedInMemory(query: LinkListQuery, { name, lowest }: SortColumn): string {
  const { direction, position, inclusive } = query;
  const comparator = `${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""}`;
  const sorted = `coalesce(${name}, ${lowest})`;
  const condition = `AND (${sorted}, "id") ${comparator} (coalesce(@key, ${lowest}), @id)`;
  return byKey(query, name, sorted, position ? condition : "");
}

function byId(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
    ORDER BY "id" ${query.direction} LIMIT @limit`;
}

function byKey(query: LinkListQuery, key: string, sorted: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksSql(query)} ${condition}
    ORDER BY ${sorted} ${query.direction}, "id" ${query.direction} LIMIT @limit`;
}

function idCondition({ direction, inclusive }: LinkListQuery): string {
  return `AND "id" ${direction === "DESC" ? "<" : ">"}${inclusive ? "=" : ""} @id`;
}

/** Returns the links to be sorted, with the condition that selects them. */
function linksSql({ words, status, field }: LinkListQuery): string {
  if (words.length > 0) {
    const matches = searchStatement(words, "DESC", null, false, String(maxSortedMatches));
    return linksInSql(matches, status ? statuses[status] : "true");
  }
  if (!status) return `"Link" WHERE "ownerId" = @ownerId`;
  const links = `"Link" WHERE "ownerId" = @ownerId AND ${statuses[status]}`;
  if (field === "CREATED_AT") return links;
  return `(SELECT "id", "clickCount", "lastClickedAt" FROM ${links}
    ORDER BY "id" DESC LIMIT (SELECT ${maxSortedMatches})) AS "newest" WHERE true`;
}

function linksInSql(ids: string, condition: string): string {
  return `"Link" WHERE "ownerId" = @ownerId AND "id" IN (${ids}) AND ${condition}`;
}
