import type { LinkListQuery, ListedStatus } from "../linkLists.ts";
import { searchParameters, searchStatement } from "./linkSearch.ts";

/** How many of the newest links that match are looked at where no index has matches in order. */
const consideredMatches = 10_000;

const running = `"isActive" = 1 AND ("expiresAt" IS NULL OR "expiresAt" > @now)`;
const statuses: Record<ListedStatus, string> = {
  ACTIVE: `${running} AND ("maxClicks" IS NULL OR "clickCount" < "maxClicks")`,
  INACTIVE: `"isActive" = 0`,
  EXPIRED: `"isActive" = 1 AND "expiresAt" <= @now`,
  EXHAUSTED: `${running} AND "clickCount" >= "maxClicks"`,
};

const everyLink = "Link_ownerId_isActive_id_expiresAt_maxClicks_idx";
const statusIndexes: Record<ListedStatus, string> = {
  ACTIVE: everyLink,
  INACTIVE: everyLink,
  EXPIRED: "Link_expiring_idx",
  EXHAUSTED: "Link_exhausted_idx",
};

const sortColumns = { CLICK_COUNT: "clickCount", LAST_CLICKED_AT: "lastClickedAt" } as const;

/** The statements whose rows, one's behind another's, are the list. */
export function linkListStatements(query: LinkListQuery) {
  const { ownerId, words, direction, from, including, now } = query;
  // Where the newest matches are sorted, they must be the same ones on each page.
  const searchFrom = isSearchInOrder(query) ? from : null;
  const search = searchParameters(words, direction, searchFrom, including);
  const parameters = { ownerId, now, ...from, ...search };
  return statementsFor(query).map((sql) => ({ sql, parameters }));
}

function statementsFor(query: LinkListQuery): string[] {
  const { words, status, field, direction, from } = query;
  if (isSearchInOrder(query)) {
    return [`SELECT "id", NULL AS "key" FROM (${searchStatement(direction, "@limit")})`];
  }
  if (field === "CREATED_AT") return [byId(query, "NULL", from ? idPlace(query) : "")];
  if (words.length > 0 || status) return [bySorting(query, sortColumns[field])];
  return stretches(query, sortColumns[field]);
}

/** Whether the search has its matches in the order of the list. */
function isSearchInOrder({ words, field, status }: LinkListQuery): boolean {
  return words.length > 0 && field === "CREATED_AT" && status === null;
}

/**
 * A list by an index, as stretches that each begin at one place of it: the links that are equal to
 * the one before, those behind them, and those that were never clicked, as if before all others.
 */
function stretches(query: LinkListQuery, column: string): string[] {
  const { direction, from } = query;
  const behind = direction === "DESC" ? "<" : ">";
  const key = `"${column}"`;
  const never = byId(query, key, `AND ${key} IS NULL`);
  const clicked = byKey(query, key, `AND ${key} IS NOT NULL`);
  if (!from) return direction === "DESC" ? [clicked, never] : [never, clicked];
  const equal = byId(query, key, `AND ${key} IS @key ${idPlace(query)}`);
  if (from.key === null) return direction === "DESC" ? [equal] : [equal, clicked];
  const rest = byKey(query, key, `AND ${key} ${behind} @key`);
  return direction === "DESC" ? [equal, rest, never] : [equal, rest];
}

/** A list of few links, sorted when asked for. */
function bySorting(query: LinkListQuery, column: string): string {
  const { direction, from, including } = query;
  const behind = `${direction === "DESC" ? "<" : ">"}${including ? "=" : ""}`;
  const place = `AND (coalesce("${column}", -1), "id") ${behind} (coalesce(@key, -1), @id)`;
  return byKey(query, `"${column}"`, from ? place : "");
}

function byId(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksOf(query)} ${condition}
    ORDER BY "id" ${query.direction} LIMIT @limit`;
}

function byKey(query: LinkListQuery, key: string, condition: string): string {
  return `SELECT "id", ${key} AS "key" FROM ${linksOf(query)} ${condition}
    ORDER BY ${key} ${query.direction}, "id" ${query.direction} LIMIT @limit`;
}

function idPlace({ direction, including }: LinkListQuery): string {
  return `AND "id" ${direction === "DESC" ? "<" : ">"}${including ? "=" : ""} @id`;
}

/** The links to be sorted, with the condition that picks them. */
function linksOf({ words, status, field }: LinkListQuery): string {
  if (words.length > 0) {
    const matches = searchStatement("DESC", String(consideredMatches));
    return linksAmong(matches, status ? statuses[status] : "true");
  }
  if (!status) return `"Link" WHERE "ownerId" = @ownerId`;
  if (field === "CREATED_AT") return linksOfStatus(status);
  const newest = `ORDER BY "id" DESC LIMIT ${consideredMatches}`;
  return linksAmong(`SELECT "id" FROM ${linksOfStatus(status)} ${newest}`, "true");
}

function linksAmong(ids: string, condition: string): string {
  return `"Link" NOT INDEXED WHERE "id" IN (${ids}) AND ${condition}`;
}

/** The indexes are named, so that statistics of the database never lead to another one. */
function linksOfStatus(status: ListedStatus): string {
  return `"Link" INDEXED BY "${statusIndexes[status]}" WHERE "ownerId" = @ownerId
    AND ${statuses[status]}`;
}
