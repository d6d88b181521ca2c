import type { AnyVariables, DocumentInput, OperationResult } from "urql";
import { codeOf, explain, secondsToWait } from "../graphql/failure.ts";
import { createPlainClient } from "../graphql/plainClient.ts";
import { TokensQuery } from "../tokens/documents.ts";
import { AccountExport, LinksExport } from "./exportDocuments.ts";

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

type Collected = { data: object } | { failure: string };

const signedOut = "You have been signed out. Sign in again, then download once more.";
/** How far back the service counts by month at once. */
const mostYears = 10;

/** Reads page by page all that the viewer has. `tell` hears how many links there are so far. */
export async function collectData(tell: (links: number) => void): Promise<Collected> {
  const now = new Date();
  const tenYearsAgo = yearsBefore(now, mostYears);
  const aYearAgo = yearsBefore(now, 1);
  try {
    const { id, ...account } = await askViewer(AccountExport, { from: tenYearsAgo });
    const links = await collect(async (after) => {
      const viewer = await askViewer(LinksExport, { after, from: aYearAgo });
      return viewer.links;
    }, tell);
    const tokens = await collect(async (after) => (await askViewer(TokensQuery, { after })).tokens);
    return { data: { ...account, tokens, links } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : signedOut };
  }
}

/** All that a list has, each page asked for behind the one before. */
async function collect<Node>(
  ask: (after: string | null) => Promise<Page<Node>>,
  tell: (count: number) => void = () => {},
): Promise<Node[]> {
  const all: Node[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { nodes, pageInfo }: Page<Node> = await ask(after);
    all.push(...nodes);
    tell(all.length);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return all;
}

/** What an answer says of the viewer. Throws, in words for people, where it says nothing. */
async function askViewer<Viewer, Variables extends AnyVariables>(
  document: DocumentInput<{ viewer: Viewer | null }, Variables>,
  variables: Variables,
): Promise<Viewer> {
  const { data, error }: OperationResult<{ viewer: Viewer | null }> = await createPlainClient()
    .query(document, variables)
    .toPromise();
  if (error && codeOf(error) === "RATE_LIMITED") {
    // A large account is more requests than the service takes in a minute.
    await new Promise((resolve) => setTimeout(resolve, secondsToWait(error) * 1_000));
    return askViewer(document, variables);
  }
  if (error) throw new Error(explain(error));
  if (!data?.viewer) throw new Error(signedOut);
  return data.viewer;
}

/** The first of that month, some years ago. */
function yearsBefore(now: Date, years: number): string {
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth() + 1, 1)).toISOString();
}
