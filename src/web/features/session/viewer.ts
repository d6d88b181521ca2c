import type { Client, CombinedError } from "@urql/core";
import { createContext, useContext } from "react";
import { type FragmentOf, graphql } from "../../api/graphql.ts";

export const ViewerFields = graphql(`
  fragment ViewerFields on User {
    id
    email
    createdAt
  }
`);

export type Viewer = FragmentOf<typeof ViewerFields>;

export const ViewerQuery = graphql(
  `
    query Viewer {
      viewer {
        ...ViewerFields
      }
    }
  `,
  [ViewerFields],
);

/** Fetches the viewer from the service, ignoring the cache. */
export const fetchViewer = (client: Client) =>
  client.query(ViewerQuery, {}, { requestPolicy: "network-only" }).toPromise();

export interface SessionState {
  /** The signed-in user; null if signed out, undefined while unknown. */
  viewer: Viewer | null | undefined;
  /** Why the query failed. It does not indicate whether a user is signed in. */
  error: CombinedError | undefined;
  /** Whether the query is running. */
  fetching: boolean;
  retry(): void;
  /** True when the server no longer accepts the viewer's session. */
  ended: boolean;
  /** Whether the user has dismissed the prompt to sign in again. */
  promptDismissed: boolean;
  /** Called after logout: clears the cache. */
  reset(): void;
  /** Called after login: keeps the cache and the pages. */
  resume(): void;
  /** Dismisses the prompt until the next rejected request, or shows it again. */
  dismiss(dismissed: boolean): void;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no SessionProvider around this.");
  return session;
}
