import { useEffect, useState } from "react";
import { type Client, type CombinedError, type OperationResult, useClient } from "urql";
import { fromValue, map, pipe, type Source, subscribe, switchMap } from "wonka";
import type { ResultOf, VariablesOf } from "../graphql/graphql.ts";
import { LinksQuery, type OwnLink } from "./documents.ts";
import { type LinkView, linkOrders } from "./linkView.ts";

type Variables = VariablesOf<typeof LinksQuery>;
type Page = OperationResult<ResultOf<typeof LinksQuery>, Variables>;

interface LinkPages {
  /** Undefined until the first page is there. */
  links: OwnLink[] | undefined;
  hasMore: boolean;
  error: CombinedError | undefined;
}

const pageSize = 50;
const nothing: LinkPages = { links: undefined, hasMore: false, error: undefined };

/** The pages of a view, each behind the last link of the one before, kept up with the cache. */
export function useLinkPages({ search, status, order, pages }: LinkView) {
  const client = useClient();
  const [shown, setShown] = useState(nothing);
  const [loading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew.
  useEffect(() => {
    setLoading(true);
    const variables = {
      filter: { search: search || null, status },
      orderBy: linkOrders[order].orderBy,
      first: pageSize,
    };
    const { unsubscribe } = pipe(
      pagesFrom(client, variables, pages, new Set()),
      subscribe((results) => {
        setLoading(results.some(({ stale }) => stale));
        setShown((before) => joined(results, before));
      }),
    );
    return unsubscribe;
  }, [client, search, status, order, pages, attempt]);

  return { ...shown, loading, retry: () => setAttempt((current) => current + 1) };
}

/** Follows a list from a cursor on. What the cache holds comes first and is asked for anew, once. */
function pagesFrom(
  client: Client,
  variables: Variables,
  count: number,
  asked: Set<string | null>,
): Source<Page[]> {
  const cursor = variables.after ?? null;
  const requestPolicy = asked.has(cursor) ? "cache-first" : "cache-and-network";
  return pipe(
    client.query(LinksQuery, variables, { requestPolicy }),
    switchMap((page): Source<Page[]> => {
      if (!page.stale) asked.add(cursor);
      const list = page.data?.viewer?.links;
      // A page of which everything was deleted does not count.
      const left = list?.nodes.length === 0 ? count : count - 1;
      if (!list?.pageInfo.hasNextPage || left === 0) return fromValue([page]);
      const rest = { ...variables, after: list.pageInfo.endCursor };
      return pipe(
        pagesFrom(client, rest, left, asked),
        map((pages) => [page, ...pages]),
      );
    }),
  );
}

function joined(pages: Page[], before: LinkPages): LinkPages {
  const error = pages.find((page) => page.error)?.error;
  const lists = pages.flatMap(({ data }) => data?.viewer?.links ?? []);
  // What is on the screen stays there when the connection or the session is gone.
  if (lists.length === 0) return { ...before, error };
  return {
    links: lists.flatMap(({ nodes }) => nodes),
    hasMore: lists.at(-1)?.pageInfo.hasNextPage ?? false,
    error,
  };
}
