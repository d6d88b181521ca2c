import type { Dimension } from "../../core/clicks/clickAggregate.ts";
import { defaultPageSize, maxPageSize } from "../../core/pagination/connectionArguments.ts";
import {
  estimateDays,
  estimateIntervals,
  type StatsRangeInput,
} from "../../core/stats/statsRange.ts";
import { prices } from "./prices.ts";

interface PageSize {
  first?: number | null;
  last?: number | null;
}

/** Price of a field, and the multiplier for the price of its selections. */
interface FieldCost {
  field: number;
  multiplier: number;
}

/** Returns the cost of a connection: a query and the maximum number of rows. */
export function connectionCost(page: PageSize): FieldCost {
  return pageCost(page, prices.list);
}

/** Returns the same for a connection of a row, such as the clicks of a link. */
export function nestedConnectionCost(page: PageSize): FieldCost {
  return pageCost(page, prices.nestedList);
}

/** Returns the same for the clicks on all links of a user. */
export function userClicksCost(page: PageSize): FieldCost {
  return pageCost(page, prices.userClicks);
}

/** Returns the same for the tokens that a token has created. */
export function derivedTokensCost(page: PageSize): FieldCost {
  return pageCost(page, prices.derivedTokens);
}

/** Returns the same for links, which can be searched and sorted. */
export function linkListCost({
  filter,
  orderBy,
  ...page
}: PageSize & {
  filter?: { search?: string | null; status?: readonly unknown[] | null } | null;
  orderBy?: { field: string } | null;
}): FieldCost {
  const isSorted = orderBy != null && orderBy.field !== "CREATED_AT";
  const hasStatus = (filter?.status?.length ?? 0) > 0;
  const readsAll = isSorted || hasStatus;
  const trigrams = countTrigrams(filter?.search ?? "");
  const isSortedInMemory = (isSorted && hasStatus) || (readsAll && trigrams > 0);
  const search = trigrams * (readsAll ? prices.trigramOfAllLinks : prices.trigram);
  const query = prices.linkList + search + (isSortedInMemory ? prices.sortInMemory : 0);
  return pageCost(page, query, prices.linkRow);
}

function pageCost(page: PageSize, query: number, row = prices.row): FieldCost {
  // The field itself rejects a size out of range.
  const size = page.first ?? page.last ?? defaultPageSize;
  const rows = Math.min(Math.max(size, 0), maxPageSize);
  return { field: query + rows * row, multiplier: rows };
}

/** Returns the number of distinct trigrams that a search looks up. */
function countTrigrams(search: string): number {
  const trigrams = new Set<string>();
  for (const word of search.split(/\s+/)) {
    if (word === "") continue;
    if (word.length < 3) trigrams.add(word);
    for (let at = 0; at + 3 <= word.length; at++) trigrams.add(word.slice(at, at + 3));
  }
  return trigrams.size;
}

/** Returns the cost of a numbered page of links. */
export function linkPageCost({ page, perPage }: { page: number; perPage: number }): FieldCost {
  const rows = Math.min(Math.max(perPage, 1), maxPageSize);
  const skipped = Math.min(Math.max(page - 1, 0) * rows, prices.maxSkippedLinks);
  const field = prices.linkList + rows * prices.linkRow + skipped * prices.skippedLink;
  return { field, multiplier: rows };
}

/** Cost of a short list, or of one whose length the enclosing field has already multiplied. */
export const coveredByConnection: FieldCost = { field: 1, multiplier: 1 };

/** Returns the cost of fetching nodes by their global IDs. */
export function nodesCost(ids: readonly unknown[]): FieldCost {
  return { field: prices.nodes + ids.length * prices.node, multiplier: ids.length };
}

/** Longer ranges cost no more, because hardly any link has clicks over such a long time. */
const maxDays = 4 * 365;
const daysPerBreakdown = 30;

/**
 * Returns the cost of statistics: the days of counts that they read, and the intervals that they
 * return. Selections count once per 30 days, because the most frequent values are computed over all
 * days.
 */
export function statisticsCost(request: Omit<StatsRangeInput, "timeZone">): FieldCost {
  const days = Math.min(estimateDays(request), maxDays);
  const intervals = estimateIntervals(request) * prices.interval;
  return {
    field: Math.round(prices.statistics + days * prices.dayOfCounters + intervals),
    multiplier: Math.max(1, Math.ceil(days / daysPerBreakdown)),
  };
}

/** Cost of the fields of a series: included in the price of statistics. */
export const coveredByStatistics: FieldCost = { field: 0, multiplier: 0 };

const breakdownPrices: Partial<Record<Dimension, number>> = {
  referrer: prices.referrerBreakdown,
  country: prices.countryBreakdown,
};

/**
 * Returns the cost of the most frequent values of 30 days. Their fields cost little compared with
 * computing them.
 */
export function breakdownCost({
  dimension,
  first,
}: {
  dimension: Dimension;
  first: number;
}): FieldCost {
  const rows = Math.min(Math.max(first, 1), maxPageSize);
  return {
    field: breakdownPrices[dimension] ?? prices.otherBreakdown,
    multiplier: rows / daysPerBreakdown,
  };
}

/** Returns the cost of drawing a QR code. A PNG of the largest size takes as long as ten of the default. */
export function qrCodeCost({ format, size }: { format: string; size?: number | null }): FieldCost {
  const megapixels = format === "SVG" ? 0 : ((size ?? 512) / 1_000) ** 2;
  const field = prices.qrCode + Math.min(megapixels, 5) * prices.pngMegapixel;
  return { field: Math.round(field), multiplier: 1 };
}

/** Returns the cost of creating a link. */
export function createLinkCost(input: {
  shortCode?: string | null;
  password?: string | null;
}): FieldCost {
  const customCode = input.shortCode == null ? 0 : prices.customCode;
  return { field: prices.createLink + customCode + passwordCost(input), multiplier: 1 };
}

/** Returns the cost of updating a link. */
export function updateLinkCost(input: { password?: string | null }): FieldCost {
  return { field: prices.updateLink + passwordCost(input), multiplier: 1 };
}

function passwordCost({ password }: { password?: string | null }): number {
  return password == null ? 0 : prices.passwordHash;
}
