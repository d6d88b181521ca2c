import { useMemo } from "react";
import type { VariablesOf } from "../graphql/graphql.ts";
import { useAddressParameters } from "../shell/useAddressParameters.ts";
import type { LinksQuery } from "./documents.ts";
import { type ListedStatus, listedStatuses } from "./linkStatuses.ts";

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
export interface LinkView {
  search: string;
  status: ListedStatus | null;
  order: LinkOrderName;
  /** How many pages of the list are shown, from 1. */
  pages: number;
}

/** Of a longer one the service reads nothing. */
export const longestSearch = 200;

/** As many as a page can hold and still be quick. */
export const mostPages = 50;

const wholeList: LinkView = { search: "", status: null, order: "newest", pages: 1 };

interface ChangeOptions {
  /** Takes the place of the view before, so that going back passes over it. */
  replace?: boolean;
}

/** The view in the address, and a way to change it. Whatever else changes, the list starts anew. */
export function useLinkView() {
  const [parameters, changeParameters] = useAddressParameters();
  const text = parameters.toString();
  const view = useMemo(() => readView(new URLSearchParams(text)), [text]);
  const change = (changes: Partial<LinkView>, options: ChangeOptions = {}) =>
    changeParameters((current) => writeView({ ...readView(current), pages: 1, ...changes }), {
      ...options,
      preventScrollReset: changes.pages !== undefined,
    });
  const reset = () => change(wholeList);
  return { view, change, reset };
}

/** Whether a view leaves out none of the links. */
export const showsAll = ({ search, status }: Pick<LinkView, "search" | "status">): boolean =>
  search === "" && status === null;

function readView(parameters: URLSearchParams): LinkView {
  const asked = parameters.get("status")?.toUpperCase();
  const order = parameters.get("sort") ?? "";
  const pages = Math.min(Number(parameters.get("pages")), mostPages);
  return {
    search: parameters.get("search")?.slice(0, longestSearch) ?? "",
    status: listedStatuses.find((status) => status === asked) ?? null,
    order: Object.hasOwn(linkOrders, order) ? (order as LinkOrderName) : wholeList.order,
    pages: Number.isSafeInteger(pages) && pages > 1 ? pages : 1,
  };
}

function writeView({ search, status, order, pages }: LinkView): URLSearchParams {
  const parameters = new URLSearchParams();
  if (search) parameters.set("search", search);
  if (status) parameters.set("status", status.toLowerCase());
  if (order !== wholeList.order) parameters.set("sort", order);
  if (pages > 1) parameters.set("pages", String(pages));
  return parameters;
}
