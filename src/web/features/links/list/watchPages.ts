import type { Client, OperationResult, RequestPolicy } from "urql";
import { pipe, subscribe } from "wonka";
import type { ResultOf, VariablesOf } from "../../../api/graphql.ts";
import { LinksQuery } from "./documents.ts";

export type LinksVariables = VariablesOf<typeof LinksQuery>;
export type PageResult = OperationResult<ResultOf<typeof LinksQuery>, LinksVariables>;
export type RequestPolicyFor = (cursor: string | null) => RequestPolicy;

interface NextPages {
  cursor: string | null;
  count: number;
  stop: () => void;
}

/** Called with all pages so far when one changes, and with whether they are complete. */
type OnPages = (pages: PageResult[], isComplete: boolean) => void;

/**
 * Watches a list from a cursor, each page with its own request policy. The pages after a page are
 * watched again only if its end changes. Each response refreshes the pages before it, so watching
 * all again for each response would never end. Returns a function that stops watching.
 */
export function watchPages(
  client: Client,
  variables: LinksVariables,
  count: number,
  requestPolicyFor: RequestPolicyFor,
  onPages: OnPages,
): () => void {
  let page: PageResult;
  let rest: PageResult[] = [];
  let isComplete = true;
  let nextPages: NextPages | undefined;

  const watchNext = (next: Omit<NextPages, "stop"> | undefined) => {
    if (next?.cursor === nextPages?.cursor && next?.count === nextPages?.count) return;
    nextPages?.stop();
    rest = [];
    isComplete = !next;
    nextPages = next && { ...next, stop: watchNextPages(next) };
  };

  const watchNextPages = ({ cursor, count }: Omit<NextPages, "stop">) =>
    watchPages(
      client,
      { ...variables, after: cursor },
      count,
      requestPolicyFor,
      (...nextResult) => {
        [rest, isComplete] = nextResult;
        onPages([page, ...rest], isComplete);
      },
    );

  const requestPolicy = requestPolicyFor(variables.after ?? null);
  const { unsubscribe } = pipe(
    client.query(LinksQuery, variables, { requestPolicy }),
    subscribe((result) => {
      page = result;
      watchNext(toNextPages(result, count));
      onPages([page, ...rest], isComplete);
    }),
  );
  return () => {
    unsubscribe();
    nextPages?.stop();
  };
}

function toNextPages({ data }: PageResult, count: number): Omit<NextPages, "stop"> | undefined {
  const list = data?.viewer?.links;
  // A page whose links were all deleted does not count.
  const remaining = list?.nodes.length === 0 ? count : count - 1;
  if (!list?.pageInfo.hasNextPage || remaining === 0) return undefined;
  return { cursor: list.pageInfo.endCursor, count: remaining };
}
