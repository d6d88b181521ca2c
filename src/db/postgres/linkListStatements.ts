import type { LinkListQuery, ListedStatus } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

/** How many of the newest links that match are looked at where no index has matches in order. */
const consideredMatches = 10_000;

const running = `"isActive" AND ("expiresAt" IS NULL OR "expiresAt" > @now)`;
const statuses: Record<ListedStatus, string> = {
  ACTIVE: `${running} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`,
  INACTIVE: `NOT "isActive"`,
  EXPIRED: `"isActive" AND "expiresAt" <= @now`,
  EXHAUSTED: `${running} AND "clickCount" >= "maxClicks"`,
};

interface SortColumn {
  name: string;
  /** Below all values: where a link stands that has none. */
  lowest: string;
}

const sortColumns: Record<Exclude<LinkListQuery["field"], "CREATED_AT">, SortColumn> = {
  CLICK_COUNT: { name: `"clickCount"`, lowest: "(-1)::bigint" },
  LAST_CLICKED_AT: { name: `"lastClickedAt"`, lowest: "'-infinity'::timestamptz" },
};

/** The statements whose rows, one's behind another's, are the list. Parameters have names. */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, field, from, now } = query;
  const key = from?.key != null && field === "LAST_CLICKED_AT" ? new Date(from.key) : from?.key;
  const parameters: Record<string, unknown> = {
    ownerId,
    now: new Date(now),
    id: from?.id,
    key,
    ...searchParameters(words),
  };
  return statementsFor(query).map((sql) => ({ sql, parameters }));
}

function statementsFor(query: LinkListQuery): string[] {
  const { words, status, field, direction, from, including } = query;
  if (words.length > 0 && field === "CREATED_AT" && status === null) {
    const matches = searchStatement(words, direction, from, including, "@limit");
    return [`SELECT "id", NULL AS "key" FROM (${matches}) AS matching`];
  }
  if (field === "CREATED_AT") return [byId(query, "NULL", from ? idPlace(query) : "")];
  if (words.length > 0 || status) return [bySorting(query, sortColumns[field])];
  return stretches(query, sortColumns[field].name);
}

/**
 * A list by an index, as stretches that each begin at one place of it: the links that are equal to
 * the one before, those behind them, and those that were never clicked, as if before all others.
 */
function stretches(query: LinkListQuery, key: string): string[] {
  const { field, direction, from } = query;
  const behind = direction === "DESC" ? "<" : ">";
  const never = field === "CLICK_COUNT" ? [] : [byId(query, key, `AND ${key} IS NULL`)];
  const clicked = byKey(query, key, key, `AND ${key} IS NOT NULL`);
  if (!from) return direction === "DESC" ? [clicked, ...never] : [...never, clicked];
  const place = idPlace(query);
  if (from.key === null) {
    const equal = byId(query, key, `AND ${key} IS NULL ${place}`);
    return direction === "DESC" ? [equal] : [equal, clicked];
  }
  const equal = byId(query, key, `AND ${key} = @key ${place}`);
  const rest = byKey(query, key, key, `AND ${key} ${behind} @key`);
  return direction === "DESC" ? [equal, rest, ...never] : [equal, rest];
}

/** A list of few links, sorted when asked for. */
function bySorting(query: LinkListQuery, { name, lowest }: SortColumn): string {
  const { direction, from, including } = query;
  const behind = `${direction === "DESC" ? "<" : ">"}${including ? "=" : ""}`;
  const sorted = `coalesce(${name}, ${lowest})`;
  const place = `AND (${sorted}, "id") ${behind} (coalesce(@key, ${lowest}), @id)`;
  return byKey(query, name, sorted, from ? place : "");
}

function byId(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksOf(query)} ${condition}
    ORDER BY "id" ${query.direction} LIMIT @limit`;
}

function byKey(query: LinkListQuery, key: string, sorted: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksOf(query)} ${condition}
    ORDER BY ${sorted} ${query.direction}, "id" ${query.direction} LIMIT @limit`;
}

function idPlace({ direction, including }: LinkListQuery): string {
  return `AND "id" ${direction === "DESC" ? "<" : ">"}${including ? "=" : ""} @id`;
}

/** The links to be sorted, with the condition that picks them. */
function linksOf({ words, status, field }: LinkListQuery): string {
  if (words.length > 0) {
    const matches = searchStatement(words, "DESC", null, false, String(consideredMatches));
    return linksAmong(matches, status ? statuses[status] : "true");
  }
  if (!status) return `"Link" WHERE "ownerId" = @ownerId`;
  const links = `"Link" WHERE "ownerId" = @ownerId AND ${statuses[status]}`;
  if (field === "CREATED_AT") return links;
  return `(SELECT "id", "clickCount", "lastClickedAt" FROM ${links}
    ORDER BY "id" DESC LIMIT (SELECT ${consideredMatches})) AS "newest" WHERE true`;
}

function linksAmong(ids: string, condition: string): string {
  return `"Link" WHERE "ownerId" = @ownerId AND "id" IN (${ids}) AND ${condition}`;
}
