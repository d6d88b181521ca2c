import { useClient } from "urql";
import { errorMessage } from "../../api/errors.ts";
import type { VariablesOf } from "../../api/graphql.ts";
import { unwrapResult } from "../../api/mutationResult.ts";
import { StartSession } from "./documents.ts";
import { fetchViewer, useSession } from "./viewer.ts";

/** Returns a function that signs in and returns an error message on failure. */
export function useSignIn() {
  const client = useClient();
  const { resume } = useSession();

  return async (input: VariablesOf<typeof StartSession>["input"]): Promise<string | undefined> => {
    const { data, error } = await client.mutation(StartSession, { input }).toPromise();
    const result = unwrapResult({ error, outcome: data?.startSession });
    if ("mutationError" in result) return result.mutationError.message;
    // Only the next request shows whether the browser has stored the cookie.
    const viewerResult = await fetchViewer(client);
    if (viewerResult.error) return errorMessage(viewerResult.error);
    if (!viewerResult.data?.viewer) {
      return "Your browser does not keep the cookie of this site, without which nobody can be signed in here. Allow it, then try again.";
    }
    resume();
    return undefined;
  };
}
