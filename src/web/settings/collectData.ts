import type { OperationResult } from "urql";
import { explain } from "../graphql/failure.ts";
import type { ResultOf } from "../graphql/graphql.ts";
import { createPlainClient } from "../graphql/plainClient.ts";
import { TokensQuery } from "../tokens/documents.ts";
import { AccountExport, LinksExport } from "./exportDocuments.ts";

type AccountViewer = NonNullable<ResultOf<typeof AccountExport>["viewer"]>;
type LinksViewer = NonNullable<ResultOf<typeof LinksExport>["viewer"]>;
type TokenViewer = NonNullable<ResultOf<typeof TokensQuery>["viewer"]>;
type Collected = { data: object } | { failure: string };

const signedOut = "You have been signed out. Sign in again, then download once more.";
/** How far back the service counts by month at once. */
const mostYears = 10;

/** Reads page by page all that the viewer has. `tell` hears how many links there are so far. */
export async function collectData(tell: (links: number) => void): Promise<Collected> {
  const client = createPlainClient();
  const now = new Date();
  const tenYearsAgo = yearsBefore(now, mostYears);
  const aYearAgo = yearsBefore(now, 1);
  try {
    const answer = await client.query(AccountExport, { from: tenYearsAgo }).toPromise();
    const { id, ...account }: AccountViewer = viewerOf(answer);

    const links: LinksViewer["links"]["nodes"][number][] = [];
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const page: OperationResult<ResultOf<typeof LinksExport>> = await client
        .query(LinksExport, { after, from: aYearAgo })
        .toPromise();
      const { nodes, pageInfo }: LinksViewer["links"] = viewerOf(page).links;
      links.push(...nodes);
      tell(links.length);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    }

    const tokens: TokenViewer["tokens"]["nodes"][number][] = [];
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const page: OperationResult<ResultOf<typeof TokensQuery>> = await client
        .query(TokensQuery, { after })
        .toPromise();
      const { nodes, pageInfo }: TokenViewer["tokens"] = viewerOf(page).tokens;
      tokens.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    }
    return { data: { ...account, tokens, links } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : signedOut };
  }
}

/** What an answer says of the viewer. Throws, in words for people, where it says nothing. */
function viewerOf<Viewer>({ data, error }: OperationResult<{ viewer: Viewer | null }>): Viewer {
  if (error) throw new Error(explain(error));
  if (!data?.viewer) throw new Error(signedOut);
  return data.viewer;
}

/** The first of that month, some years ago. */
function yearsBefore(now: Date, years: number): string {
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth() + 1, 1)).toISOString();
}
