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

/** Asks the service who is signed in, whatever is known of it. */
export const fetchViewer = (client: Client) =>
  client.query(ViewerQuery, {}, { requestPolicy: "network-only" }).toPromise();

export interface SessionState {
  /** Who is signed in, null where nobody is, undefined until that is known. */
  viewer: Viewer | null | undefined;
  /** Why that could not be asked. Says nothing about whether somebody is signed in. */
  error: CombinedError | undefined;
  /** Whether it is being asked. */
  fetching: boolean;
  retry(): void;
  /** True once the server no longer knows the session of the viewer. */
  ended: boolean;
  /** Whether they have put aside the question to sign in again. */
  promptDismissed: boolean;
  /** To be called when somebody has signed out: everything known is asked for anew. */
  reset(): void;
  /** To be called when somebody has signed in: everything stays as it is. */
  resume(): void;
  /** Puts that question aside, until the next request is refused, or brings it back. */
  dismiss(dismissed: boolean): void;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no SessionProvider around this.");
  return session;
}
