import { useMemo } from "react";
import type { VariablesOf } from "../../../api/graphql.ts";
import { useUrlParameters } from "../../../hooks/useUrlParameters.ts";
import type { LinksQuery } from "../shared/documents.ts";
import { type FilterableStatus, filterableStatuses } from "../shared/linkStatuses.ts";

type Order = NonNullable<VariablesOf<typeof LinksQuery>["orderBy"]>;

/** Orders by their names in the address. The first is the one that needs no name. */
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

/** Which links are shown, and how: what the address says. */
export interface LinkListState {
  search: string;
  status: FilterableStatus | null;
  order: LinkOrderName;
  /** How many pages of the list are shown, from 1. */
  pages: number;
}

/** Of a longer one the service reads nothing. */
export const maxSearchLength = 200;

/** As many as a page can hold and still be quick. */
export const maxPages = 50;

const defaultState: LinkListState = { search: "", status: null, order: "newest", pages: 1 };

interface ChangeOptions {
  /** Takes the place of the view before, so that going back passes over it. */
  replace?: boolean;
}

/** The view in the address, and a way to change it. Whatever else changes, the list starts anew. */
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

/** Whether a view leaves out none of the links. */
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
