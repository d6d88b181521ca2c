import type { AnyVariables, DocumentInput, OperationResult } from "urql";
import { errorCode, errorMessage, retryAfterSeconds } from "../../api/errors.ts";
import { createUncachedClient } from "../../api/uncachedClient.ts";
import { TokensQuery } from "../tokens/documents.ts";
import { AccountExportQuery, LinksExportQuery } from "./exportDocuments.ts";

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

type ExportResult = { data: object } | { failure: string };

const signedOutMessage = "You have been signed out. Sign in again, then download once more.";
/** How far back the service counts by month at once. */
const maxYears = 10;

/** Reads page by page all that the viewer has. `onProgress` hears how many links there are so far. */
export async function exportAccountData(
  onProgress: (links: number) => void,
): Promise<ExportResult> {
  const now = new Date();
  const tenYearsAgo = yearsBefore(now, maxYears);
  const aYearAgo = yearsBefore(now, 1);
  try {
    const { id, ...account } = await queryViewer(AccountExportQuery, { from: tenYearsAgo });
    const links = await fetchAllPages(async (after) => {
      const viewer = await queryViewer(LinksExportQuery, { after, from: aYearAgo });
      return viewer.links;
    }, onProgress);
    const tokens = await fetchAllPages(
      async (after) => (await queryViewer(TokensQuery, { after })).tokens,
    );
    return { data: { ...account, tokens, links } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : signedOutMessage };
  }
}

/** All that a list has, each page asked for behind the one before. */
async function fetchAllPages<Node>(
  fetchPage: (after: string | null) => Promise<Page<Node>>,
  onProgress: (count: number) => void = () => {},
): Promise<Node[]> {
  const allNodes: Node[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { nodes, pageInfo }: Page<Node> = await fetchPage(after);
    allNodes.push(...nodes);
    onProgress(allNodes.length);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return allNodes;
}

/** What an answer says of the viewer. Throws, in words for people, where it says nothing. */
async function queryViewer<Viewer, Variables extends AnyVariables>(
  document: DocumentInput<{ viewer: Viewer | null }, Variables>,
  variables: Variables,
): Promise<Viewer> {
  const { data, error }: OperationResult<{ viewer: Viewer | null }> = await createUncachedClient()
    .query(document, variables)
    .toPromise();
  if (error && errorCode(error) === "RATE_LIMITED") {
    // A large account is more requests than the service takes in a minute.
    await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds(error) * 1_000));
    return queryViewer(document, variables);
  }
  if (error) throw new Error(errorMessage(error));
  if (!data?.viewer) throw new Error(signedOutMessage);
  return data.viewer;
}

/** The first of that month, some years ago. */
function yearsBefore(now: Date, years: number): string {
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth() + 1, 1)).toISOString();
}
