import { useMemo } from "react";
import type { VariablesOf } from "../../../api/graphql.ts";
import { useUrlParameters } from "../../../hooks/useUrlParameters.ts";
import { type FilterableStatus, filterableStatuses } from "../shared/linkStatuses.ts";
import type { LinksQuery } from "./documents.ts";

type Order = NonNullable<VariablesOf<typeof LinksQuery>["orderBy"]>;

/** Sort orders by their names in the URL. The first is the default, which the URL omits. */
export const linkOrders = {
  newest: { label: "Newest first", orderBy: { field: "CREATED_AT", direction: "DESC" } },
  oldest: { label: "Oldest first", orderBy: { field: "CREATED_AT", direction: "ASC" } },
  "most-clicks": { label: "Most clicks", orderBy: { field: "CLICK_COUNT", direction: "DESC" } },
  "fewest-clicks": { label: "Fewest clicks", orderBy: { field: "CLICK_COUNT", direction: "ASC" } },
  "last-clicked": {
    label: "Last clicked",
    orderBy: { field: "LAST_CLICKED_AT", direction: "DESC" },
  },
  "longest-unclicked": {
    label: "Longest without a click",
    orderBy: { field: "LAST_CLICKED_AT", direction: "ASC" },
  },
} satisfies Record<string, { label: string; orderBy: Order }>;

export type LinkOrderName = keyof typeof linkOrders;

/** The filters, order and length of the list, as stored in the URL. */
export interface LinkListState {
  search: string;
  status: FilterableStatus | null;
  order: LinkOrderName;
  /** The number of pages shown, from 1. */
  pages: number;
}

/** The service ignores the rest of a longer search. */
export const maxSearchLength = 200;

/** A browser still renders this many pages quickly. */
export const maxPages = 50;

const defaultState: LinkListState = { search: "", status: null, order: "newest", pages: 1 };

interface ChangeOptions {
  /** Replaces the current history entry, so that navigating back skips it. */
  replace?: boolean;
}

/**
 * Returns the state of the list from the URL, and functions to change it. Any other change resets
 * the list to its first page.
 */
export function useLinkListState() {
  const [parameters, updateParameters] = useUrlParameters();
  const text = parameters.toString();
  const state = useMemo(() => parseState(new URLSearchParams(text)), [text]);
  const update = (changes: Partial<LinkListState>, options: ChangeOptions = {}) =>
    updateParameters(
      (current) => serializeState({ ...parseState(current), pages: 1, ...changes }),
      {
        ...options,
        preventScrollReset: changes.pages !== undefined,
      },
    );
  const reset = () => update(defaultState);
  return { state, update, reset };
}

/** Returns whether the filters include all links. */
export const isUnfiltered = ({
  search,
  status,
}: Pick<LinkListState, "search" | "status">): boolean => search === "" && status === null;

function parseState(parameters: URLSearchParams): LinkListState {
  const requestedStatus = parameters.get("status")?.toUpperCase();
  const order = parameters.get("sort") ?? "";
  const pages = Math.min(Number(parameters.get("pages")), maxPages);
  return {
    search: parameters.get("search")?.slice(0, maxSearchLength) ?? "",
    status: filterableStatuses.find((status) => status === requestedStatus) ?? null,
    order: Object.hasOwn(linkOrders, order) ? (order as LinkOrderName) : defaultState.order,
    pages: Number.isSafeInteger(pages) && pages > 1 ? pages : 1,
  };
}

function serializeState({ search, status, order, pages }: LinkListState): URLSearchParams {
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (status) parameters.set("status", status.toLowerCase());
  if (order !== defaultState.order) parameters.set("sort", order);
  if (pages > 1) parameters.set("pages", String(pages));
  return parameters;
}
