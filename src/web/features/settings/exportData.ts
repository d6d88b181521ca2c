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
/** The longest range that the service can count by month in one request. */
const maxYears = 10;

/** Reads all data of the viewer page by page. Calls `onProgress` with the number of links so far. */
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
      return requirePage(viewer.links);
    }, onProgress);
    const tokens = await fetchAllPages(async (after) =>
      requirePage((await queryViewer(TokensQuery, { after })).tokens),
    );
    return { data: { ...account, tokens, links } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : signedOutMessage };
  }
}

/** Returns a page of a response without errors, in which none is null. */
function requirePage<Node>(page: Page<Node> | null): Page<Node> {
  if (!page) throw new Error("Something went wrong. Try again.");
  return page;
}

/** Fetches all pages of a list, each after the cursor of the previous one. */
async function fetchAllPages<Node>(
  fetchPage: (after: string | null) => Promise<Page<Node>>,
  onProgress: (count: number) => void = () => {},
): Promise<Node[]> {
  const allNodes: Node[] = [];
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const { nodes, pageInfo }: Page<Node> = await fetchPage(after);
    allNodes.push(...nodes);
    onProgress(allNodes.length);
    after = pageInfo.endCursor;
    hasMore = pageInfo.hasNextPage;
  }
  return allNodes;
}

/** Returns the viewer of a response. Throws an error with a message for the user if there is none. */
async function queryViewer<Viewer, Variables extends AnyVariables>(
  document: DocumentInput<{ viewer: Viewer | null }, Variables>,
  variables: Variables,
): Promise<Viewer> {
  const { data, error }: OperationResult<{ viewer: Viewer | null }> = await createUncachedClient()
    .query(document, variables)
    .toPromise();
  if (error && errorCode(error) === "RATE_LIMITED") {
    // A large account needs more requests than the rate limit per minute allows.
    await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds(error) * 1_000));
    return queryViewer(document, variables);
  }
  if (error) throw new Error(errorMessage(error));
  if (!data?.viewer) throw new Error(signedOutMessage);
  return data.viewer;
}

/** Returns the start of the month after this one, some years ago, in ISO 8601. */
function yearsBefore(now: Date, years: number): string {
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth() + 1, 1)).toISOString();
}
