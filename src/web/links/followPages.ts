import type { Client, OperationResult, RequestPolicy } from "urql";
import { pipe, subscribe } from "wonka";
import type { ResultOf, VariablesOf } from "../graphql/graphql.ts";
import { LinksQuery } from "./documents.ts";

export type Variables = VariablesOf<typeof LinksQuery>;
export type Page = OperationResult<ResultOf<typeof LinksQuery>, Variables>;
export type PolicyOf = (cursor: string | null) => RequestPolicy;

interface Behind {
  cursor: string | null;
  count: number;
  stop: () => void;
}

/** Hears of all pages so far whenever one is another, and whether those are all. */
type OnPages = (pages: Page[], areAll: boolean) => void;

/**
 * Follows a list from a cursor on, each page by a policy. Those behind a page are followed anew only when
 * it ends elsewhere: each answer renews the pages before it, and to ask for all again at each would never
 * come to an end. Returns what stops it.
 */
export function followPages(
  client: Client,
  variables: Variables,
  count: number,
  policyOf: PolicyOf,
  onPages: OnPages,
): () => void {
  let page: Page;
  let rest: Page[] = [];
  let areAll = true;
  let behind: Behind | undefined;

  const follow = (next: Omit<Behind, "stop"> | undefined) => {
    if (next?.cursor === behind?.cursor && next?.count === behind?.count) return;
    behind?.stop();
    rest = [];
    areAll = !next;
    behind = next && { ...next, stop: followBehind(next) };
  };

  const followBehind = ({ cursor, count }: Omit<Behind, "stop">) =>
    followPages(client, { ...variables, after: cursor }, count, policyOf, (...those) => {
      [rest, areAll] = those;
      onPages([page, ...rest], areAll);
    });

  const requestPolicy = policyOf(variables.after ?? null);
  const { unsubscribe } = pipe(
    client.query(LinksQuery, variables, { requestPolicy }),
    subscribe((result) => {
      page = result;
      follow(pageBehind(result, count));
      onPages([page, ...rest], areAll);
    }),
  );
  return () => {
    unsubscribe();
    behind?.stop();
  };
}

function pageBehind({ data }: Page, count: number): Omit<Behind, "stop"> | undefined {
  const list = data?.viewer?.links;
  // A page of which everything was deleted does not count.
  const left = list?.nodes.length === 0 ? count : count - 1;
  if (!list?.pageInfo.hasNextPage || left === 0) return undefined;
  return { cursor: list.pageInfo.endCursor, count: left };
}
