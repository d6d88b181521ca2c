import type { Client, OperationResult, RequestPolicy } from "urql";
import { pipe, subscribe } from "wonka";
import type { ResultOf, VariablesOf } from "../../../api/graphql.ts";
import { LinksQuery } from "../shared/documents.ts";

export type LinksVariables = VariablesOf<typeof LinksQuery>;
export type PageResult = OperationResult<ResultOf<typeof LinksQuery>, LinksVariables>;
export type RequestPolicyFor = (cursor: string | null) => RequestPolicy;

interface NextPages {
  cursor: string | null;
  count: number;
  stop: () => void;
}

/** Hears of all pages so far whenever one is another, and whether those are all. */
type OnPages = (pages: PageResult[], isComplete: boolean) => void;

/**
 * Follows a list from a cursor on, each page by a policy. Those behind a page are followed anew only when
 * it ends elsewhere: each answer renews the pages before it, and to ask for all again at each would never
 * come to an end. Returns what stops it.
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
  // A page of which everything was deleted does not count.
  const remaining = list?.nodes.length === 0 ? count : count - 1;
  if (!list?.pageInfo.hasNextPage || remaining === 0) return undefined;
  return { cursor: list.pageInfo.endCursor, count: remaining };
}
