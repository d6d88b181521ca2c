import type { Client, OperationResult } from "urql";
import { explain } from "../graphql/failure.ts";
import type { ResultOf } from "../graphql/graphql.ts";
import { TokensQuery } from "../tokens/documents.ts";
import { ExportQuery } from "./documents.ts";

type Viewer = NonNullable<ResultOf<typeof ExportQuery>["viewer"]>;
type TokenViewer = NonNullable<ResultOf<typeof TokensQuery>["viewer"]>;
type Collected = { data: object } | { failure: string };

const signedOut = { failure: "You have been signed out. Sign in again, then download once more." };

/** Reads page by page all that the viewer has. `tell` hears how many links there are so far. */
export async function collectData(
  client: Client,
  tell: (links: number) => void,
): Promise<Collected> {
  const links: Viewer["links"]["nodes"][number][] = [];
  let account: Pick<Viewer, "email" | "createdAt"> | undefined;
  let after: string | null = null;
  do {
    // Past the cache: a hundred pages would fill it, and half of them be out of date.
    const page: OperationResult<ResultOf<typeof ExportQuery>> = await client
      .query(ExportQuery, { after }, fresh)
      .toPromise();
    if (page.error) return { failure: explain(page.error) };
    if (!page.data?.viewer) return signedOut;
    const { email, createdAt, links: list } = page.data.viewer;
    account = { email, createdAt };
    links.push(...list.nodes);
    tell(links.length);
    after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  } while (after !== null);

  const tokens: TokenViewer["tokens"]["nodes"][number][] = [];
  do {
    const page: OperationResult<ResultOf<typeof TokensQuery>> = await client
      .query(TokensQuery, { after }, fresh)
      .toPromise();
    if (page.error) return { failure: explain(page.error) };
    if (!page.data?.viewer) return signedOut;
    const { nodes, pageInfo } = page.data.viewer.tokens;
    tokens.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { data: { ...account, links, tokens } };
}

const fresh = { requestPolicy: "network-only" } as const;
