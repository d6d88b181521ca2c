import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";
import type { LinkFragment } from "../shared/documents.ts";
import { isUnfiltered, type LinkListState, linkOrders } from "./linkListState.ts";
import {
  type LinksVariables,
  type PageResult,
  type RequestPolicyFor,
  watchPages,
} from "./watchPages.ts";

interface LinkPages {
  /** Undefined until the first page has loaded. */
  links: LinkFragment[] | undefined;
  hasMore: boolean;
  /** Whether their filters include all links. The URL can be ahead of the shown links. */
  isUnfiltered: boolean;
  error: CombinedError | undefined;
}

const pageSize = 50;
const emptyResult: LinkPages = {
  links: undefined,
  hasMore: false,
  isUnfiltered: false,
  error: undefined,
};

/** Returns the pages of a list, each after the last link of the previous one. Follows the cache. */
export function useLinkPages({ search, status, order, pages }: LinkListState) {
  const client = useClient();
  const [result, setResult] = useState(() => readCached(client, { search, status, order, pages }));
  const [loading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const hasRendered = useRef(false);

  useEffect(() => {
    hasRendered.current = result.links !== undefined;
  }, [result]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt sends the queries again.
  const requestPolicyFor = useMemo(() => refetchOnce(), [search, status, order, attempt]);

  useEffect(() => {
    setLoading(true);
    const variables = toVariables({ search, status, order });
    return watchPages(client, variables, pages, requestPolicyFor, (results, isComplete) => {
      const render = () => {
        // After an error, the user decides when to retry.
        setLoading(!isComplete || results.some(({ stale, error }) => stale && !error));
        setResult((before) => {
          const after = mergePages(results, before, isUnfiltered({ search, status }));
          // Rows in view stay until their replacements have loaded.
          return isComplete || linkCount(after) >= linkCount(before) ? after : before;
        });
      };
      // Many rows are rendered in slices, between which the browser handles key presses.
      if (hasRendered.current) render();
      else startTransition(render);
    });
  }, [client, search, status, order, pages, requestPolicyFor]);

  return { ...result, loading, retry: () => setAttempt((current) => current + 1) };
}

function toVariables({ search, status, order }: Omit<LinkListState, "pages">): LinksVariables {
  return {
    filter: { search: search || null, status: status && [status] },
    orderBy: linkOrders[order].orderBy,
    first: pageSize,
  };
}

/** Reads from the cache first and refetches each page once, even if more pages are shown later. */
function refetchOnce(): RequestPolicyFor {
  const requestedCursors = new Set<string | null>();
  return (cursor) => {
    if (requestedCursors.has(cursor)) return "cache-first";
    requestedCursors.add(cursor);
    return "cache-and-network";
  };
}

/** Returns the cached pages synchronously, so that navigating back restores the scroll position. */
function readCached(client: Client, state: LinkListState): LinkPages {
  let result = emptyResult;
  const policy = () => "cache-only" as const;
  const stop = watchPages(client, toVariables(state), state.pages, policy, (results) => {
    result = mergePages(results, emptyResult, isUnfiltered(state));
  });
  stop();
  return result;
}

const linkCount = ({ links }: LinkPages) => links?.length ?? 0;

function mergePages(pages: PageResult[], before: LinkPages, isUnfiltered: boolean): LinkPages {
  const error = pages.find((page) => page.error)?.error;
  const lists = pages.flatMap(({ data }) => data?.viewer?.links ?? []);
  // Links on the screen are kept when the connection or the session is lost.
  if (lists.length === 0) return { ...before, error };
  return {
    links: lists.flatMap(({ nodes }) => nodes),
    hasMore: lists.at(-1)?.pageInfo.hasNextPage ?? false,
    isUnfiltered,
    error,
  };
}
