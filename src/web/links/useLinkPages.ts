import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";
import type { OwnLink } from "./documents.ts";
import { followPages, type Page, type PolicyOf, type Variables } from "./followPages.ts";
import { type LinkView, linkOrders, showsAll } from "./linkView.ts";

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
  const policyOf = useMemo(() => askedOnce(), [search, status, order, attempt]);

  useEffect(() => {
    setLoading(true);
    const variables = variablesOf({ search, status, order });
    return followPages(client, variables, pages, policyOf, (results, areAll) => {
      const draw = () => {
        // After a failure it is the reader who asks anew.
        setLoading(!areAll || results.some(({ stale, error }) => stale && !error));
        setShown((before) => {
          const after = joined(results, before, showsAll({ search, status }));
          // Rows stay where the reader is until those that take their place are there.
          return areAll || lengthOf(after) >= lengthOf(before) ? after : before;
        });
      };
      // Many rows at once are drawn in slices, between which keys are heard.
      if (isDrawn.current) draw();
      else startTransition(draw);
    });
  }, [client, search, status, order, pages, policyOf]);

  return { ...shown, loading, retry: () => setAttempt((current) => current + 1) };
}

function variablesOf({ search, status, order }: Omit<LinkView, "pages">): Variables {
  return {
    filter: { search: search || null, status },
    orderBy: linkOrders[order].orderBy,
    first: pageSize,
  };
}

/** What the cache holds comes first, and is asked for anew once, however many pages are shown later. */
function askedOnce(): PolicyOf {
  const asked = new Set<string | null>();
  return (cursor) => {
    if (asked.has(cursor)) return "cache-first";
    asked.add(cursor);
    return "cache-and-network";
  };
}

/** What the cache holds of a view, there at once, so that going back finds its place again. */
function readCached(client: Client, view: LinkView): LinkPages {
  let found = nothing;
  const policy = () => "cache-only" as const;
  const stop = followPages(client, variablesOf(view), view.pages, policy, (results) => {
    found = joined(results, nothing, showsAll(view));
  });
  stop();
  return found;
}

const lengthOf = ({ links }: LinkPages) => links?.length ?? 0;

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
