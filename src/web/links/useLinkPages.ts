import { startTransition, useEffect, useRef, useState } from "react";
import {
  type Client,
  type CombinedError,
  type OperationResult,
  type RequestPolicy,
  useClient,
} from "urql";
import { fromValue, map, pipe, type Source, subscribe, switchMap } from "wonka";
import type { ResultOf, VariablesOf } from "../graphql/graphql.ts";
import { LinksQuery, type OwnLink } from "./documents.ts";
import { type LinkView, linkOrders, showsAll } from "./linkView.ts";

type Variables = VariablesOf<typeof LinksQuery>;
type PolicyOf = (cursor: string | null) => RequestPolicy;
type Page = OperationResult<ResultOf<typeof LinksQuery>, Variables>;

interface LinkPages {
  /** Undefined until the first page is there. */
  links: OwnLink[] | undefined;
  hasMore: boolean;
  /** Whether the view that they belong to leaves out none: the address is ahead of what is shown. */
  isWhole: boolean;
  error: CombinedError | undefined;
}

const pageSize = 50;
const nothing: LinkPages = { links: undefined, hasMore: false, isWhole: false, error: undefined };

/** The pages of a view, each behind the last link of the one before, kept up with the cache. */
export function useLinkPages({ search, status, order, pages }: LinkView) {
  const client = useClient();
  const [shown, setShown] = useState(() => readCached(client, { search, status, order, pages }));
  const [loading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const isDrawn = useRef(false);

  useEffect(() => {
    isDrawn.current = shown.links !== undefined;
  }, [shown]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew.
  useEffect(() => {
    setLoading(true);
    const asked = new Set<string | null>();
    const policyOf: PolicyOf = (cursor) =>
      asked.has(cursor) ? "cache-first" : "cache-and-network";
    const { unsubscribe } = pipe(
      pagesFrom(client, variablesOf({ search, status, order }), pages, policyOf, (cursor) =>
        asked.add(cursor),
      ),
      subscribe((results) => {
        const draw = () => {
          // After a failure it is the reader who asks anew.
          setLoading(results.some(({ stale, error }) => stale && !error));
          setShown((before) => joined(results, before, showsAll({ search, status })));
        };
        // Many rows at once are drawn in slices, between which keys are heard.
        if (isDrawn.current) draw();
        else startTransition(draw);
      }),
    );
    return unsubscribe;
  }, [client, search, status, order, pages, attempt]);

  return { ...shown, loading, retry: () => setAttempt((current) => current + 1) };
}

function variablesOf({ search, status, order }: Omit<LinkView, "pages">): Variables {
  return {
    filter: { search: search || null, status },
    orderBy: linkOrders[order].orderBy,
    first: pageSize,
  };
}

/** What the cache holds of a view, there at once, so that going back finds its place again. */
function readCached(client: Client, view: LinkView): LinkPages {
  let found = nothing;
  pipe(
    pagesFrom(client, variablesOf(view), view.pages, () => "cache-only"),
    subscribe((results) => {
      found = joined(results, nothing, showsAll(view));
    }),
  ).unsubscribe();
  return found;
}

/**
 * Follows a list from a cursor on, each page by a policy: what the cache holds comes first and is
 * asked for anew, once. `onFresh` hears of each page that was.
 */
function pagesFrom(
  client: Client,
  variables: Variables,
  count: number,
  policyOf: PolicyOf,
  onFresh: (cursor: string | null) => void = () => {},
): Source<Page[]> {
  const cursor = variables.after ?? null;
  return pipe(
    client.query(LinksQuery, variables, { requestPolicy: policyOf(cursor) }),
    switchMap((page): Source<Page[]> => {
      if (!page.stale) onFresh(cursor);
      const list = page.data?.viewer?.links;
      // A page of which everything was deleted does not count.
      const left = list?.nodes.length === 0 ? count : count - 1;
      if (!list?.pageInfo.hasNextPage || left === 0) return fromValue([page]);
      const rest = { ...variables, after: list.pageInfo.endCursor };
      return pipe(
        pagesFrom(client, rest, left, policyOf, onFresh),
        map((pages) => [page, ...pages]),
      );
    }),
  );
}

function joined(pages: Page[], before: LinkPages, isWhole: boolean): LinkPages {
  const error = pages.find((page) => page.error)?.error;
  const lists = pages.flatMap(({ data }) => data?.viewer?.links ?? []);
  // What is on the screen stays there when the connection or the session is gone.
  if (lists.length === 0) return { ...before, error };
  return {
    links: lists.flatMap(({ nodes }) => nodes),
    hasMore: lists.at(-1)?.pageInfo.hasNextPage ?? false,
    isWhole,
    error,
  };
}
