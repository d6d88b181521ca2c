import type { Client, CombinedError } from "@urql/core";
import { createContext, useContext } from "react";
import { type FragmentOf, graphql } from "../graphql/graphql.ts";

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
export const askViewer = (client: Client) =>
  client.query(ViewerQuery, {}, { requestPolicy: "network-only" }).toPromise();

export interface Session {
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
  dismissed: boolean;
  /** To be called when somebody has signed out: everything known is asked for anew. */
  restart(): void;
  /** To be called when somebody has signed in: everything stays as it is. */
  resume(): void;
  /** Puts that question aside, until the next request is refused, or brings it back. */
  dismiss(dismissed: boolean): void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no SessionProvider around this.");
  return session;
}
